/** Preparing, uploading and downloading files. */
import { Model, without } from "./models.js";

export class OpaqueData {
  constructor(blob, mimetype) {
    this.blob = blob;
    this.mimetype = mimetype;
  }

  static async createFromData(blob, mimetype) {
    return new OpaqueData(blob, mimetype);
  }

  url() {
    return URL.createObjectURL(this.blob);
  }
  autorelease() {}
  formData() {
    return this.blob;
  }
}

export const base64 = (bytes) => btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));

class MediaData extends Model {
  toJSON() {
    return without(super.toJSON(), "renderableUrl");
  }
}

function typeOf(mime, { asDocument, isPtt }) {
  if (asDocument) return "document";
  if (isPtt) return "ptt";
  const [family] = mime.split("/");
  return ["image", "video", "audio"].includes(family) ? family : "document";
}

const prepared = new Map();

async function upload(blob, type) {
  const query = new URLSearchParams({ type, mime: blob.type, name: blob.name ?? "" });
  const response = await fetch(`/mms/upload?${query}`, { method: "POST", body: blob });
  if (!response.ok) throw new Error(`MMS upload failed ${response.status}`);
  const { directPath } = await response.json();
  const hash = base64(new Uint8Array(await crypto.subtle.digest("SHA-256", await blob.arrayBuffer())));
  return { directPath, hash };
}

const KEYS = { mediaKey: "key", mediaKeyTimestamp: 1 };

export const mediaModules = {
  WAWebMediaOpaqueData: OpaqueData,
  WAWebPrepRawMedia: {
    prepRawMedia: (data, wish) => ({
      async waitForPrep() {
        const digest = await crypto.subtle.digest("SHA-256", await data.blob.arrayBuffer());
        return new MediaData({
          type: typeOf(data.mimetype, wish),
          isGif: Boolean(wish.asGif),
          mimetype: data.mimetype,
          filename: data.blob.name,
          filehash: base64(new Uint8Array(digest)),
          size: data.blob.size,
          mediaBlob: data,
          mediaStage: "RESOLVED",
        });
      },
    }),
  },
  WAWebMediaStorage: {
    getOrCreateMediaObject(filehash) {
      const known = prepared.get(filehash);
      if (known) return known;
      const made = {
        filehash,
        contentInfo: {},
        consolidate({ type, size, mediaBlob }) {
          Object.assign(made, { type, size, mediaBlob });
        },
        toJSON: () => ({}),
      };
      prepared.set(filehash, made);
      return made;
    },
  },
  WAWebMmsMediaTypes: { msgToMediaType: ({ type }) => type, castToV4: (type) => type },
  WAWebMediaDataUtils: { shouldUseMediaCache: () => false },
  WAWebMediaMmsV4Upload: {
    uploadUnencryptedMedia: undefined,
    async uploadMedia({ mediaObject, mediaType }) {
      const { directPath, hash } = await upload(mediaObject.mediaBlob.blob, mediaType);
      prepared.delete(mediaObject.filehash);
      const mmsUrl = `https://mmg.whatsapp.net${directPath}`;
      return { mediaEntry: { mmsUrl, directPath, ...KEYS, encFilehash: hash, uploadHash: hash } };
    },
  },
  WAWebStartMediaUploadQpl: { startMediaUploadQpl: () => ({}) },
  WAWebUploadManager: {
    async encryptAndUpload({ blob, type }) {
      const { directPath, hash } = await upload(blob, type);
      return {
        url: `https://mmg.whatsapp.net${directPath}`,
        directPath,
        ...KEYS,
        encFilehash: hash,
        mimetype: blob.type,
      };
    },
  },
  WAWebDownloadManager: {
    downloadManager: {
      async downloadAndMaybeDecrypt({ directPath, signal }) {
        const response = await fetch(`/mms${directPath}`, { signal });
        if (!response.ok)
          throw Object.assign(new Error(`MediaNotFound ${response.status}`), { status: response.status });
        return response.arrayBuffer();
      },
    },
  },
};
