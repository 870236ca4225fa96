// What the tablet keeps: one IndexedDB with four stores. The only module that touches the database.
//
// Nothing kept here may be a date, free text or a name: months and codes only (docs/data.md). A write is done
// when its promise resolves: the transaction is complete, with the browser told to put it on disk.

const NAME = "stodlogg";
const VERSION = 1;

/** `kept`: settings by name. `drafts`: half-filled forms by activity. `queue`, `sent`: entries by id. */
export const STORES = ["kept", "drafts", "queue", "sent"];

/** The database cannot be opened or written: private mode, a full disk, a browser that forbids it. */
export class StoreFailed extends Error {
  /** @param {unknown} cause @param {boolean} full whether there was no room left */
  constructor(cause, full = false) {
    super("the tablet's storage failed", { cause });
    this.name = "StoreFailed";
    this.full = full;
  }
}

/** @type {Promise<IDBDatabase> | null} */
let opened = null;

function open() {
  opened ??= new Promise((resolve, reject) => {
    const request = indexedDB.open(NAME, VERSION);
    request.onupgradeneeded = () => {
      for (const store of STORES) {
        if (!request.result.objectStoreNames.contains(store)) request.result.createObjectStore(store);
      }
    };
    request.onsuccess = () => {
      const database = request.result;
      // Another tab wipes or renews it, or the browser has taken it away: the next use opens it anew.
      database.onversionchange = () => forget(database);
      database.onclose = () => forget(database);
      resolve(database);
    };
    request.onerror = () => reject(new StoreFailed(request.error));
  });
  opened.catch(() => (opened = null));
  return opened;
}

/** @param {IDBDatabase} database */
function forget(database) {
  database.close();
  opened = null;
}

/** @param {IDBRequest} request */
function answer(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

/** @param {unknown} error */
function failed(error) {
  if (error instanceof StoreFailed) return error;
  return new StoreFailed(error, error instanceof DOMException && error.name === "QuotaExceededError");
}

/**
 * The stores inside one transaction. Only its own promises may be awaited there: the browser ends a
 * transaction that waits for anything else.
 * @param {IDBTransaction} transaction
 */
function within(transaction) {
  /** @param {string} store */
  const at = (store) => transaction.objectStore(store);
  return {
    get: (store, key) => answer(at(store).get(key)),
    put: (store, key, value) => answer(at(store).put(value, key)),
    remove: (store, key) => answer(at(store).delete(key)),
    all: (store) => answer(at(store).getAll()),
    keys: (store) => answer(at(store).getAllKeys()),
    clear: (store) => answer(at(store).clear()),
  };
}

/** @param {IDBTransactionMode} mode */
async function run(mode, fn) {
  let transaction;
  try {
    transaction = (await open()).transaction(STORES, mode, { durability: "strict" });
  } catch (error) {
    // The connection was closed under us (evicted, wiped by another tab): once more, on a new one.
    if (!(error instanceof DOMException) || !["InvalidStateError", "NotFoundError"].includes(error.name)) {
      throw failed(error);
    }
    opened = null;
    transaction = (await open()).transaction(STORES, mode, { durability: "strict" });
  }
  const done = new Promise((resolve, reject) => {
    transaction.oncomplete = resolve;
    transaction.onabort = () => reject(transaction.error ?? new DOMException("aborted", "AbortError"));
  });
  try {
    const result = await fn(within(transaction));
    await done;
    return result;
  } catch (error) {
    done.catch(() => {});
    try {
      transaction.abort();
    } catch {
      // It has ended already.
    }
    throw error instanceof DOMException || error instanceof StoreFailed ? failed(error) : error;
  }
}

/**
 * Run `fn` in one transaction over all stores: everything that it writes is kept, or nothing.
 * @template T
 * @param {(stores: ReturnType<typeof within>) => Promise<T> | T} fn
 * @returns {Promise<T>} resolves when it is on disk; rejects with `StoreFailed`, or with what `fn` threw
 */
export const transact = (fn) => run("readwrite", fn);

/** @param {string} store @param {IDBValidKey} key */
export const get = (store, key) => run("readonly", (stores) => stores.get(store, key));

/** @param {string} store @param {IDBValidKey} key @param {unknown} value */
export const put = (store, key, value) => transact((stores) => stores.put(store, key, value));

/** @param {string} store @param {IDBValidKey} key */
export const remove = (store, key) => transact((stores) => stores.remove(store, key));

/** The values of a store, in the order of their keys. @param {string} store @returns {Promise<any[]>} */
export const all = (store) => run("readonly", (stores) => stores.all(store));

/** The keys of a store, in order. @param {string} store @returns {Promise<any[]>} */
export const keys = (store) => run("readonly", (stores) => stores.keys(store));

/** Remove everything that the form keeps on this tablet. */
export async function wipe() {
  await transact(async (stores) => {
    for (const store of STORES) await stores.clear(store);
  });
}
