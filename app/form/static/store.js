// What the tablet keeps: one IndexedDB with four stores. The only module that touches the database.
//
// Nothing kept here may be a date, free text or a name: months and codes only (docs/data.md). A write is done
// when its promise resolves: the transaction is complete, with the browser told to put it on disk.

const NAME = "stodlogg";
const VERSION = 1;

/** `kept`: settings by name. `drafts`: half-filled forms by activity. `queue`, `sent`: entries by id. */
export const STORES = ["kept", "drafts", "queue", "sent"];

/** @import {Stores} from '../types' */

/** The connection is gone: closed under us (evicted, wiped by another tab), or dead, as Safari's are at times. */
const LOST = new Set(["InvalidStateError", "NotFoundError", "UnknownError"]);

/** The database cannot be opened or written: private mode, a full disk, a browser that forbids it. */
export class StoreFailed extends Error {
  /** @param {unknown} cause */
  constructor(cause) {
    super("the tablet's storage failed", { cause });
    this.name = "StoreFailed";
    /** There was no room left. */
    this.full = cause instanceof DOMException && cause.name === "QuotaExceededError";
    /** The browser has lost its connection to the database: it comes back when the page is loaded again. */
    this.lost = cause instanceof DOMException && LOST.has(cause.name);
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

/** @template T @param {IDBRequest<T>} request @returns {Promise<T>} */
function resultOf(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

/** @param {unknown} error */
function asStoreFailed(error) {
  return error instanceof StoreFailed ? error : new StoreFailed(error);
}

/**
 * The stores inside one transaction. Only its own promises may be awaited there: the browser ends a
 * transaction that waits for anything else.
 * @param {IDBTransaction} transaction @returns {Stores}
 */
function storesOf(transaction) {
  /** @param {string} store */
  const at = (store) => transaction.objectStore(store);
  return {
    get: (store, key) => resultOf(at(store).get(key)),
    put: (store, key, value) => resultOf(at(store).put(value, key)),
    remove: (store, key) => resultOf(at(store).delete(key)),
    all: (store) => resultOf(at(store).getAll()),
    keys: (store) => resultOf(at(store).getAllKeys()),
    clear: (store) => resultOf(at(store).clear()),
  };
}

/**
 * Run `fn` in a transaction; where the connection turns out to be lost, once more on a new one. What the first
 * one wrote is not kept then: a transaction is whole or nothing.
 * @template T
 * @param {IDBTransactionMode} mode @param {(stores: Stores) => Promise<T> | T} fn @returns {Promise<T>}
 */
async function run(mode, fn) {
  try {
    return await attempt(mode, fn);
  } catch (error) {
    if (!(error instanceof StoreFailed && error.lost)) throw error;
    const database = await opened?.catch(() => null);
    if (database) forget(database);
    return attempt(mode, fn);
  }
}

/** @template T @param {IDBTransactionMode} mode @param {(stores: Stores) => Promise<T> | T} fn @returns {Promise<T>} */
async function attempt(mode, fn) {
  /** @type {IDBTransaction} */
  let transaction;
  try {
    transaction = (await open()).transaction(STORES, mode, { durability: "strict" });
  } catch (error) {
    throw asStoreFailed(error);
  }
  const done = new Promise((resolve, reject) => {
    transaction.oncomplete = resolve;
    transaction.onabort = () => reject(transaction.error ?? new DOMException("aborted", "AbortError"));
  });
  try {
    const result = await fn(storesOf(transaction));
    await done;
    return result;
  } catch (error) {
    done.catch(() => {});
    try {
      transaction.abort();
    } catch {
      // It has ended already.
    }
    throw error instanceof DOMException || error instanceof StoreFailed ? asStoreFailed(error) : error;
  }
}

/**
 * Run `fn` in one transaction over all stores: everything that it writes is kept, or nothing.
 * @template T
 * @param {(stores: Stores) => Promise<T> | T} fn
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
