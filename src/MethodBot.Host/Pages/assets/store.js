// The chats as the page knows them. Emits `chat` events: { key, what, … } where what is
// reset | message | deleted | earlier | keyboard | typing | press | blocked | seen.

import { recall, remember } from './memory.js';

const typingLasts = 6000;
const spinnerLasts = 60_000;

export const keyOf = (messenger, id) => `${messenger}:${id}`;

export class Store extends EventTarget {
  chats = new Map();
  messengers = [];
  botName = '';
  hints = [];
  connected = false;
  #loading = true;
  #held = [];

  /** From now on changes are held back until `load`, which knows which of them it contains. */
  expectLoad() {
    this.#loading = true;
    this.#held = [];
  }

  load(snapshot) {
    const before = this.chats;
    this.chats = new Map();
    ({ messengers: this.messengers, botName: this.botName, hints: this.hints } = snapshot);
    for (const chat of snapshot.chats) this.#addChat(chat, before.get(keyOf(chat.person.messenger, chat.person.id)));
    this.#loading = false;
    for (const key of this.chats.keys()) this.#tell(key, 'reset');
    for (const change of this.#held) if (change.number > snapshot.cursor) this.apply(change);
    this.#held = [];
  }

  addPerson(person) {
    this.#addChat({ person, messages: [], hasEarlier: false, keyboard: [], blocked: false });
    this.#tell(keyOf(person.messenger, person.id), 'reset');
  }

  #addChat({ person, messages, hasEarlier, keyboard, blocked }, before) {
    const key = keyOf(person.messenger, person.id);
    this.chats.set(key, {
      key, person, keyboard, hasEarlier, blocked,
      messages: messages.map(read),
      presses: before?.presses ?? new Map(),
      answered: new Map(),
      typing: false,
    });
  }

  apply(change) {
    if (this.#loading) {
      this.#held.push(change);
      return;
    }
    const key = keyOf(change.messenger, change.personId);
    const chat = this.chats.get(key);
    if (!chat) {
      // Somebody was added on another page of this browser.
      this.dispatchEvent(new Event('stranger'));
      return;
    }
    if (change.message) this.putMessage(key, change.message);
    if (change.deleted) this.#remove(chat, change.deleted);
    if (change.press) this.#pressAnswered(chat, change.press);
    if (change.keyboard) {
      chat.keyboard = change.keyboard;
      this.#tell(key, 'keyboard');
    }
    if (change.typing) this.#setTyping(chat, true);
    if (change.blocked !== undefined) this.setBlocked(key, change.blocked);
  }

  /** Adds a message or replaces the one with its id. */
  putMessage(key, wire) {
    const chat = this.chats.get(key);
    const message = read(wire);
    const at = chat.messages.findLastIndex(known => known.id === message.id);
    if (at >= 0) chat.messages[at] = message;
    else chat.messages.push(message);
    if (message.fromBot) this.#setTyping(chat, false);
    this.#tell(key, 'message', { message, added: at < 0 });
  }

  /** An answer to a request may come after the change that followed it: it adds, but never overwrites. */
  putIfNew(key, wire) {
    if (!this.chats.get(key).messages.some(known => known.id === wire.id)) this.putMessage(key, wire);
  }

  putEarlier(key, { messages, hasEarlier }) {
    const chat = this.chats.get(key);
    const known = new Set(chat.messages.map(message => message.id));
    chat.messages.unshift(...messages.filter(message => !known.has(message.id)).map(read));
    chat.hasEarlier = hasEarlier;
    this.#tell(key, 'earlier');
  }

  setBlocked(key, blocked) {
    const chat = this.chats.get(key);
    if (chat.blocked === blocked) return;
    chat.blocked = blocked;
    this.#tell(key, 'blocked');
  }

  pressed(key, token, messageId, button) {
    const chat = this.chats.get(key);
    if (chat.answered.has(token)) {
      this.#tell(key, 'press', { notice: chat.answered.get(token) });
      return;
    }
    const end = () => {
      chat.presses.delete(token);
      this.#tell(key, 'press', {});
    };
    chat.presses.set(token, { messageId, data: button.data, label: button.label, timer: setTimeout(end, spinnerLasts) });
    this.#tell(key, 'press', {});
  }

  #pressAnswered(chat, { token, notice }) {
    const waiting = chat.presses.get(token);
    if (!waiting) {
      // The answer overtook the reply to the request that pressed (or another page pressed): `pressed` will find it.
      chat.answered.set(token, notice);
      setTimeout(() => chat.answered.delete(token), 5000);
      return;
    }
    clearTimeout(waiting.timer);
    chat.presses.delete(token);
    this.#tell(chat.key, 'press', { notice });
  }

  #remove(chat, id) {
    chat.messages = chat.messages.filter(message => message.id !== id);
    this.#tell(chat.key, 'deleted');
  }

  #setTyping(chat, typing) {
    clearTimeout(chat.typingTimer);
    if (typing) chat.typingTimer = setTimeout(() => this.#setTyping(chat, false), typingLasts);
    if (chat.typing === typing) return;
    chat.typing = typing;
    this.#tell(chat.key, 'typing');
  }

  /** Everything in the chat has been looked at. */
  markSeen(chat) {
    const last = chat.messages.findLast(message => message.fromBot);
    const seen = recall(`seen.${chat.key}`);
    if (!last || (seen && seen.id === last.id && seen.at === last.at.toISOString())) return;
    remember(`seen.${chat.key}`, { id: last.id, at: last.at.toISOString() });
    this.#tell(chat.key, 'seen');
  }

  unread(chat) {
    const seen = recall(`seen.${chat.key}`);
    const at = seen ? new Date(seen.at).getTime() : 0;
    // By time first: ids start anew when the sandbox's store is cleared. VK's times are whole seconds, so ids break the tie.
    const isNew = message => message.at.getTime() > at || (message.at.getTime() === at && Number(message.id) > Number(seen.id));
    return chat.messages.filter(message => message.fromBot && isNew(message)).length;
  }

  setConnected(connected) {
    if (this.connected === connected) return;
    this.connected = connected;
    this.dispatchEvent(new Event('connection'));
  }

  #tell(key, what, detail = {}) {
    this.dispatchEvent(new CustomEvent('chat', { detail: { key, what, ...detail } }));
  }
}

const read = wire => ({ entities: [], buttons: [], files: [], ...wire, at: new Date(wire.at) });
