// What the page remembers in this browser: the chosen people, what has been read. A browser may forbid it: then for this visit only.

const prefix = 'methodbot.sandbox.';
const fallback = new Map();

export function remember(name, value) {
  fallback.set(name, value);
  try {
    localStorage.setItem(prefix + name, JSON.stringify(value));
  } catch {
    // Storage switched off or full: the map above serves until the page closes.
  }
}

export function recall(name) {
  if (fallback.has(name)) return fallback.get(name);
  try {
    const stored = localStorage.getItem(prefix + name);
    return stored === null ? undefined : JSON.parse(stored);
  } catch {
    return undefined;
  }
}
