// A database in memory, with what the form's store asks of IndexedDB: transactions one after the other, whole or
// not at all, keys in order, values as copies. What browsers do with it is tested in browsers.

/** @type {Map<string, Map<string, unknown>>} */
let stores = new Map();
/** Resolves when no transaction is going on. */
let free = Promise.resolve();

class Request {
  /** @type {(() => void)|null} */
  onsuccess = null;
  /** @type {(() => void)|null} */
  onerror = null;
  result = undefined;
  error = null;
}

class Transaction {
  constructor() {
    this.oncomplete = this.onabort = null;
    this.error = null;
    this.pending = 0;
    this.ended = false;
    this.begun = free;
    free = new Promise((resolve) => { this.release = resolve; });
    this.begun.then(() => {
      this.before = new Map([...stores].map(([name, values]) => [name, new Map(values)]));
      this.settle();
    });
  }

  /** Complete when nothing is asked any more. */
  settle() {
    setImmediate(() => {
      if (this.ended || this.pending) return;
      this.end();
      this.oncomplete?.();
    });
  }

  end() {
    this.ended = true;
    this.release();
  }

  abort() {
    if (this.ended) throw new DOMException("it has ended", "InvalidStateError");
    this.begun.then(() => {
      stores = this.before;
      this.end();
      this.onabort?.();
    });
  }

  objectStore(name) {
    const ask = (answer) => {
      if (this.ended) throw new DOMException("it has ended", "TransactionInactiveError");
      const request = new Request();
      this.pending += 1;
      this.begun.then(() => {
        request.result = structuredClone(answer(stores.get(name)));
        this.pending -= 1;
        request.onsuccess?.();
        this.settle();
      });
      return request;
    };
    const sorted = (values) => [...values].sort(([first], [second]) => (first < second ? -1 : 1));
    return {
      get: (key) => ask((values) => values.get(key)),
      put: (value, key) => {
        const copy = structuredClone(value);
        return ask((values) => void values.set(key, copy));
      },
      delete: (key) => ask((values) => void values.delete(key)),
      getAll: () => ask((values) => sorted(values).map(([, value]) => value)),
      getAllKeys: () => ask((values) => sorted(values).map(([key]) => key)),
      clear: () => ask((values) => values.clear()),
    };
  }
}

const database = {
  objectStoreNames: { contains: (name) => stores.has(name) },
  createObjectStore: (name) => stores.set(name, new Map()),
  transaction: () => new Transaction(),
  close() {},
};

globalThis.indexedDB = {
  open() {
    const request = new Request();
    request.result = database;
    queueMicrotask(() => {
      request.onupgradeneeded();
      request.onsuccess();
    });
    return request;
  },
};
