/** Events, models and collections as WhatsApp Web has them: Backbone's, more or less. */

export class Emitter {
  #handlers = new Map();

  on(names, handler) {
    for (const name of names.split(" ")) {
      const handlers = this.#handlers.get(name) ?? new Set();
      this.#handlers.set(name, handlers.add(handler));
    }
    return this;
  }

  off(names, handler) {
    for (const name of names.split(" ")) this.#handlers.get(name)?.delete(handler);
    return this;
  }

  once(names, handler) {
    const first = (...values) => {
      this.off(names, first);
      handler(...values);
    };
    return this.on(names, first);
  }

  emit(name, ...values) {
    for (const handler of this.#handlers.get(name) ?? []) handler(...values);
  }

  has(name) {
    return (this.#handlers.get(name)?.size ?? 0) > 0;
  }
}

/** A copy without these. */
export const without = (object, ...names) =>
  Object.fromEntries(Object.entries(object).filter(([name]) => !names.includes(name)));

/** What can be cloned; functions are left out. */
export const plain = (value) => (value === undefined ? undefined : JSON.parse(JSON.stringify(value)));

export class Model extends Emitter {
  constructor(attributes = {}) {
    super();
    Object.defineProperty(this, "collection", { writable: true, enumerable: false, value: undefined });
    Object.assign(this, attributes);
  }

  set(attributes) {
    const changed = Object.entries(attributes)
      .filter(([name, value]) => this[name] !== value)
      .map(([name, value]) => ({ name, value, before: this[name] }));
    // All of them first: whoever hears of one sees the others too.
    for (const { name, value } of changed) this[name] = value;
    for (const { name, value, before } of changed) {
      this.emit(`change:${name}`, this, value, before);
      this.collection?.emit(`change:${name}`, this, value, before);
    }
    if (changed.length > 0) {
      this.emit("change", this);
      this.collection?.emit("change", this);
    }
    return this;
  }

  toJSON() {
    return Object.fromEntries(Object.entries(this).filter(([, value]) => typeof value !== "function"));
  }

  serialize() {
    return plain(this.toJSON());
  }
}

export const keyOf = (id) => (typeof id === "string" ? id : id?._serialized);

export class Collection extends Emitter {
  modelClass = Model;
  #models = new Map();

  get(id) {
    return this.#models.get(keyOf(id));
  }

  async find(id) {
    return this.get(id);
  }

  getModelsArray() {
    return [...this.#models.values()];
  }

  add(model) {
    model.collection = this;
    this.#models.set(keyOf(model.id), model);
    this.emit("add", model);
    return model;
  }

  remove(model) {
    this.#models.delete(keyOf(model.id));
    this.emit("remove", model);
  }
}
