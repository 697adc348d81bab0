// What the person who holds a phone does in its chat. Faults become notices on the phone.

import * as api from './api.js';
import { askLines } from './dialogs.js';
import { payloadOf } from './text.js';

const place = { latitude: 58.0105, longitude: 56.2502, title: 'Методический центр', address: 'Школьная улица, 5' };

export class Acts {
  #store;
  #chat;
  #over;
  #toast;

  /** @param over the phone's screen, for windows; @param toast shows a notice on it */
  constructor(store, chat, over, toast) {
    this.#store = store;
    this.#chat = chat;
    this.#over = over;
    this.#toast = toast;
  }

  get #person() {
    return this.#chat.person;
  }

  /** Runs a request; tells whether it went well. */
  async attempt(request) {
    try {
      await request();
      return true;
    } catch (fault) {
      this.#toast(fault.message);
      return false;
    }
  }

  #send(request) {
    return this.attempt(async () => this.#store.putIfNew(this.#chat.key, await request()));
  }

  sendText(text, replyTo) {
    return this.#send(() => api.sendText(this.#person, text, replyTo));
  }

  editText(id, text) {
    return this.attempt(async () => this.#store.putMessage(this.#chat.key, await api.editText(this.#person, id, text)));
  }

  sendSticker() {
    return this.#send(() => api.sendSticker(this.#person));
  }

  sendLocation() {
    return this.#send(() => api.sendLocation(this.#person, place));
  }

  async sendFiles(files, options) {
    // Only photos make an album; documents go one after another, the caption with the first.
    const batches = options.photo ? [files] : files.map(file => [file]);
    for (const [index, batch] of batches.entries()) {
      const settings = index === 0 ? options : { photo: options.photo };
      if (!await this.#send(() => api.sendFiles(this.#person, batch, settings))) return;
    }
  }

  async sendContact() {
    const lines = await askLines(this.#over, {
      title: 'Поделиться телефоном', explain: 'Бот получит номер, как если бы вы нажали «Поделиться контактом».',
      fields: [{ label: 'Номер телефона', type: 'tel', placeholder: '+7 912 000-00-00', max: 20 }], accept: 'Отправить',
    });
    if (lines) await this.#send(() => api.sendContact(this.#person, lines[0]));
  }

  start(payload) {
    return this.#send(() => api.start(this.#person, payload));
  }

  press(message, button) {
    return this.attempt(async () => {
      const { token } = await api.press(this.#person, message.id, button);
      if (token) this.#store.pressed(this.#chat.key, token, message.id, button);
    });
  }

  pressStanding(word) {
    return this.attempt(async () => {
      const { token } = await api.pressStanding(this.#person, word);
      if (token) this.#store.pressed(this.#chat.key, token, null, { label: word, data: null });
    });
  }

  setBlocked(blocked) {
    return this.attempt(async () => {
      await api.setBlocked(this.#person, blocked);
      this.#store.setBlocked(this.#chat.key, blocked);
    });
  }

  /** Opens a link to the bot in this phone; false when it leads elsewhere. */
  openLink(url) {
    const payload = payloadOf(this.#person.messenger, url);
    if (payload === undefined) return false;
    this.start(payload);
    return true;
  }

  async askLink() {
    const telegram = this.#person.messenger === 'telegram';
    const lines = await askLines(this.#over, {
      title: 'Открыть по ссылке', explain: 'Вставьте ссылку на бота с плаката или из письма, или только её последнюю часть.',
      fields: [{ label: 'Ссылка', placeholder: telegram ? 'https://t.me/bot?start=event-12' : 'https://vk.me/club?ref=event-12', max: 500 }],
      accept: 'Открыть',
    });
    if (!lines) return;
    const payload = /^https?:/i.test(lines[0]) ? payloadOf(this.#person.messenger, lines[0]) : lines[0];
    if (payload) await this.start(payload);
    else this.#toast(telegram ? 'Это не ссылка на бота: в ней нет части ?start=…' : 'Это не ссылка на сообщество: в ней нет части ?ref=…');
  }

  /** Adds somebody of whom the bot knows nothing; resolves to that chat's key, or null. */
  async addPerson(messengerName) {
    const lines = await askLines(this.#over, {
      title: 'Новый человек', explain: `У него будет свой ${messengerName}, и бот о нём ничего не знает.`,
      fields: [{ label: 'Имя', max: 64 }, { label: 'Фамилия', max: 64, required: false }], accept: 'Добавить',
    });
    if (!lines) return null;
    let key = null;
    await this.attempt(async () => {
      const person = await api.addPerson(this.#person.messenger, ...lines);
      this.#store.addPerson(person);
      key = `${person.messenger}:${person.id}`;
    });
    return key;
  }
}
