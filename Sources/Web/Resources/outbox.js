// What was answered and is not yet on the server's disk. All tabs of the browser share it: each entry has a name of its own,
// so that none writes over another's. What the browser will not keep stays in memory.

export class Outbox {
  #prefix;
  #unkept = new Map();
  #last = 0;

  /** The outbox of one annotator in one project. */
  constructor(name) {
    // Encoded, so that no name is the beginning of another's.
    this.#prefix = `garimpo outbox ${encodeURIComponent(name)} `;
  }

  /** Adds an entry behind all others; `token` tells it from those of other tabs. */
  add(entry, token) {
    this.#last = Math.max(this.#last + 1, Date.now() * 1000);
    const name = `${this.#prefix}${String(this.#last).padStart(16, "0")} ${token}`;
    try {
      localStorage.setItem(name, JSON.stringify(entry));
    } catch {
      this.#unkept.set(name, entry);
    }
  }

  /** The entries with their names, in the order in which they came. */
  get entries() {
    const found = new Map(this.#unkept);
    try {
      for (const name of Object.keys(localStorage).filter((key) => key.startsWith(this.#prefix))) {
        const entry = this.#read(name);
        if (entry) found.set(name, entry);
      }
    } catch {
      // A browser that keeps nothing has what is in memory.
    }
    return [...found].map(([name, entry]) => ({ name, entry })).sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  /** Whether nothing waits. */
  get isEmpty() {
    return this.entries.length === 0;
  }

  /** Takes an entry out: it is stored, or will never be. */
  remove(name) {
    this.#unkept.delete(name);
    try {
      localStorage.removeItem(name);
    } catch {
      // Nothing was kept.
    }
  }

  /** Runs `body` while no other tab of the browser sends, where the browser can see to that. */
  alone(body) {
    return navigator.locks ? navigator.locks.request(this.#prefix, body) : body();
  }

  #read(name) {
    try {
      return JSON.parse(localStorage.getItem(name));
    } catch {
      return null;
    }
  }
}
