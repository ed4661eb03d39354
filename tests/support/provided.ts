import "vitest";
import type { RedisBinary } from "./redis-binary.ts";

/** What the global setup tells every test file; read it with `inject` of vitest. */
declare module "vitest" {
  export interface ProvidedContext {
    postgres: {
      /** A database to connect to while making or dropping others. */
      maintenanceUrl: string;
      /** The name of the database that has all migrations and no rows. */
      template: string;
    };
    /** A Redis of this run, or of `REDIS_URL`; `null` when there is none. */
    redis: {
      url: string;
      /** To start another; `null` when only `REDIS_URL` is there. */
      binary: RedisBinary | null;
    } | null;
  }
}
