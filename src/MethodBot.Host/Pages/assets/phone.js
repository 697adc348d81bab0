// One phone: who holds it, the chat's header, the conversation, the field, the notices.

import { Acts } from './acts.js';
import { Composer } from './composer.js';
import { Conversation } from './conversation.js';
import { avatar, h, icon } from './dom.js';
import { recall, remember } from './memory.js';
import { openMenu } from './menu.js';
import { choosePerson } from './people.js';

const words = {
  telegram: { name: 'Telegram', menu: 'Меню чата в Telegram', about: 'бот', block: 'Заблокировать бота', unblock: 'Разблокировать бота' },
  vk: { name: 'ВКонтакте', menu: 'Меню чата во ВКонтакте', about: 'сообщество', block: 'Запретить сообщения', unblock: 'Разрешить сообщения' },
};

export class Phone {
  #store;
  #accepts;
  #name;
  #chat = null;
  #acts = null;
  #conversation = null;
  #composer = null;
  #owner = h('div', { class: 'owner' });
  #screen = h('div', { class: 'screen' });
  #status = h('span', { class: 'status' });
  #toasts = h('div', { class: 'toasts', role: 'status', 'aria-live': 'polite' });

  /** @param options { name, title, accepts(person) }: whose phone it may be */
  constructor(store, { name, title, accepts }) {
    this.#store = store;
    this.#name = name;
    this.#accepts = accepts;
    this.title = title;
    this.element = h('section', { class: 'phone', 'aria-label': title, data: { name } }, this.#owner, this.#screen);
    this.#onDrop();
    store.addEventListener('chat', event => this.#onChat(event.detail));
    store.addEventListener('connection', () => this.#drawStatus());
    document.addEventListener('visibilitychange', () => this.#seen());
  }

  get people() {
    return [...this.#store.chats.values()].filter(chat => this.#accepts(chat.person));
  }

  /** Messages that nobody has looked at, of all who may hold this phone. */
  get unread() {
    return this.people.reduce((sum, chat) => sum + this.#store.unread(chat), 0);
  }

  /** Called when the phone comes into view on a narrow screen. */
  shown() {
    this.#conversation?.toEnd();
    this.#seen();
  }

  #onChat({ key, what, ...detail }) {
    if (what === 'reset' && (!this.#chat || this.#chat.key === key)) this.#restore();
    if (key !== this.#chat?.key) {
      if (what !== 'typing' && what !== 'press') this.#drawOwner();
      return;
    }
    switch (what) {
      case 'message':
        this.#conversation.draw(detail.added ? detail.message : undefined);
        this.#composer.draw(this.#chat);
        this.#seen();
        break;
      case 'deleted': case 'earlier': this.#conversation.draw(); this.#composer.draw(this.#chat); break;
      case 'keyboard': case 'blocked': this.#composer.draw(this.#chat); break;
      case 'typing': this.#conversation.draw(); this.#drawStatus(); break;
      case 'press':
        this.#conversation.drawPresses();
        if (detail.notice) this.toast(detail.notice);
        break;
    }
    if (what !== 'typing' && what !== 'press') this.#drawOwner();
  }

  // The same person as last time, or the first; after a reset the same person with what came meanwhile.
  #restore() {
    const people = this.people;
    const key = this.#chat?.key ?? recall(`phone.${this.#name}`);
    const chat = people.find(candidate => candidate.key === key) ?? people[0];
    if (!chat) {
      this.#owner.replaceChildren();
      this.#screen.replaceChildren(h('p', { class: 'nobody' }, 'Для этого телефона никого нет.'));
    } else if (this.#chat?.key === chat.key) {
      this.#chat = chat;
      this.#conversation.draw();
      this.#composer.draw(chat);
      this.#seen();
      this.#drawOwner();
    } else {
      this.choose(chat.key);
    }
  }

  choose(key) {
    remember(`phone.${this.#name}`, key);
    remember(`phone.${this.#name}.${key.split(':')[0]}`, key);
    this.#conversation?.close();
    const chat = this.#store.chats.get(key);
    this.#chat = chat;
    this.#screen.dataset.messenger = chat.person.messenger;
    const acts = new Acts(this.#store, chat, this.#screen, text => this.toast(text));
    this.#acts = acts;
    this.#conversation = new Conversation(this.#store, chat, {
      press: (message, button) => acts.press(message, button),
      openLink: url => acts.openLink(url),
      sendCommand: command => acts.sendText(command),
      menu: (message, at, element) => this.#messageMenu(message, at, element),
      seen: () => this.#seen(),
    });
    this.#composer = new Composer(chat, this.#screen, {
      acts,
      start: () => this.#start(),
      up: () => this.#conversation.focusLast(),
      toast: text => this.toast(text),
    });
    this.#conversation.element.append(this.#toasts);
    this.#screen.replaceChildren(this.#header(), this.#conversation.element, this.#composer.element);
    this.#drawStatus();
    this.#drawOwner();
    requestAnimationFrame(() => {
      this.#conversation.toEnd();
      this.#seen();
    });
  }

  #header() {
    const { messenger } = this.#chat.person;
    return h('header', {},
      h('span', { class: 'bot', 'aria-hidden': 'true' }, avatar(this.#store.botName)),
      h('div', { class: 'names' }, h('b', {}, this.#store.botName), this.#status),
      h('button', {
        type: 'button', class: 'tool', 'aria-label': words[messenger].menu, 'aria-haspopup': 'menu', 'aria-expanded': 'false',
        onclick: event => this.#chatMenu(event.currentTarget),
      }, icon('more')));
  }

  #drawStatus() {
    if (!this.#chat) return;
    const text = !this.#store.connected ? 'соединение…' : this.#chat.typing ? 'печатает…' : words[this.#chat.person.messenger].about;
    if (this.#status.textContent !== text) this.#status.textContent = text;
    this.#status.classList.toggle('busy', this.#chat.typing && this.#store.connected);
  }

  #drawOwner() {
    if (!this.#chat) return;
    choosePerson.draw(this.#owner, {
      title: this.title, chat: this.#chat, people: this.people, store: this.#store, phone: this.element,
      choose: key => {
        this.choose(key);
        this.#owner.querySelector('.chooser')?.focus();
      },
      recallFor: messenger => recall(`phone.${this.#name}.${messenger}`),
      add: () => this.#addPerson(),
    });
  }

  #seen() {
    const visible = document.visibilityState === 'visible' && this.#screen.offsetParent !== null;
    if (this.#chat && visible && this.#conversation.atEnd) this.#store.markSeen(this.#chat);
  }

  #chatMenu(button) {
    const { person, blocked, messages } = this.#chat;
    const { block, unblock } = words[person.messenger];
    openMenu(this.#screen, button, [
      messages.length > 0 && !blocked && person.messenger === 'telegram' ? { label: 'Начать заново: /start', icon: 'chosen', act: () => this.#start() } : undefined,
      { label: 'Открыть по ссылке…', icon: 'link', act: () => this.#acts.askLink() },
      null,
      { label: blocked ? unblock : block, icon: 'block', danger: !blocked, act: () => this.#acts.setBlocked(!blocked) },
    ].filter(item => item !== undefined), 'Меню чата');
  }

  #messageMenu(message, at, element) {
    openMenu(this.#screen, at, [
      { label: 'Ответить', icon: 'reply', act: () => this.#composer.reply(message) },
      ...(message.text ? [{ label: 'Скопировать текст', icon: 'copy', act: () => this.#acts.attempt(() => navigator.clipboard.writeText(message.text)) }] : []),
      ...(!message.fromBot && message.text ? [{ label: 'Изменить', icon: 'edit', act: () => this.#composer.edit(message) }] : []),
    ], 'Действия с сообщением', element);
  }

  #start() {
    this.#composer.focus();
    return this.#acts.start();
  }

  async #addPerson() {
    const key = await this.#acts.addPerson(words[this.#chat.person.messenger].name);
    if (!key) return;
    this.choose(key);
    this.#composer.focus();
  }

  toast(text) {
    const note = h('div', { class: 'toast' }, text);
    this.#toasts.replaceChildren(note);
    setTimeout(() => note.classList.add('leaving'), Math.max(3500, text.length * 70));
    setTimeout(() => note.remove(), Math.max(3500, text.length * 70) + 400);
  }

  #onDrop() {
    this.#screen.addEventListener('dragover', event => {
      if (!event.dataTransfer?.types.includes('Files')) return;
      event.preventDefault();
      this.#screen.classList.add('dropping');
    });
    this.#screen.addEventListener('dragleave', event => {
      if (!this.#screen.contains(event.relatedTarget)) this.#screen.classList.remove('dropping');
    });
    this.#screen.addEventListener('drop', event => {
      event.preventDefault();
      this.#screen.classList.remove('dropping');
      this.#composer?.offerFiles([...event.dataTransfer.files]);
    });
  }
}
