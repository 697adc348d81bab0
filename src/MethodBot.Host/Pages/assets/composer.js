// The field where a person writes: reply and correction, files, emoji, the keyboard that the bot put under it.

import { summary } from './bubble.js';
import { confirmFiles, largestFile } from './dialogs.js';
import { h, icon } from './dom.js';
import { openEmoji } from './emoji.js';
import { openMenu } from './menu.js';

const longestText = 4096;
const drafts = new Map();
const growsByItself = CSS.supports('field-sizing', 'content');

export class Composer {
  #chat;
  #frame;
  #act;
  #reply = null;
  #edited = null;
  #preview = h('div', { class: 'preview', hidden: true });
  #files = h('input', { type: 'file', multiple: true, hidden: true, tabindex: '-1', 'aria-hidden': 'true' });
  #keys = h('div', { class: 'standing', role: 'group', 'aria-label': 'Клавиатура бота' });
  #keysSwitch;
  #keysShown = true;
  #send;

  /** @param act { acts, start, up, toast } */
  constructor(chat, frame, act) {
    this.#chat = chat;
    this.#frame = frame;
    this.#act = act;
    const telegram = chat.person.messenger === 'telegram';
    this.field = h('textarea', {
      rows: '1', maxlength: longestText, placeholder: 'Сообщение', 'aria-label': 'Сообщение боту', enterkeyhint: 'send',
      oninput: () => this.#onInput(), onkeydown: event => this.#onKey(event), onpaste: event => this.#onPaste(event),
    });
    this.field.value = drafts.get(chat.key) ?? '';
    const attach = h('button', {
      type: 'button', class: 'tool', 'aria-label': 'Прикрепить', 'aria-haspopup': 'menu', 'aria-expanded': 'false',
      onclick: event => this.#openAttach(event.currentTarget),
    }, icon(telegram ? 'attach' : 'plus'));
    const emoji = h('button', {
      type: 'button', class: 'tool', 'aria-label': 'Эмодзи', 'aria-haspopup': 'dialog', 'aria-expanded': 'false',
      onclick: event => openEmoji(this.#frame, event.currentTarget, sign => this.#insert(sign)),
    }, icon('smile'));
    this.#keysSwitch = h('button', { type: 'button', class: 'tool', hidden: true, onclick: () => this.#toggleKeys() }, icon('keys'));
    this.#send = h('button', { type: 'button', class: 'send', 'aria-label': 'Отправить', onclick: () => this.#submit() }, icon('send'));
    this.#files.addEventListener('change', () => this.offerFiles([...this.#files.files]));
    const row = telegram
      ? [emoji, this.field, this.#keysSwitch, attach, this.#send]
      : [attach, h('div', { class: 'pill' }, this.field, this.#keysSwitch, emoji), this.#send];
    this.#row = h('div', { class: 'line' }, ...row);
    this.#big = h('button', { type: 'button', class: 'big' });
    this.element = h('div', { class: 'composer' }, this.#preview, this.#big, this.#row, this.#keys, this.#files);
    this.draw();
    requestAnimationFrame(() => this.#onInput());
  }

  #row;
  #big;

  draw(chat = this.#chat) {
    this.#chat = chat;
    const telegram = chat.person.messenger === 'telegram';
    const empty = chat.messages.length === 0;
    // VK lets write without «Начать», and a message lifts a denial.
    const closed = telegram && (chat.blocked || empty);
    const words = chat.blocked ? (telegram ? 'Разблокировать' : 'Разрешить сообщения') : telegram ? 'Старт' : 'Начать';
    const held = this.#row.contains(document.activeElement) || this.#big === document.activeElement;
    this.#big.hidden = !chat.blocked && !empty;
    this.#big.textContent = words;
    this.#big.onclick = () => (chat.blocked ? this.#act.acts.setBlocked(false) : this.#act.start());
    this.#row.hidden = closed;
    this.element.classList.toggle('closed', closed);
    if (held && !this.element.contains(document.activeElement)) (closed ? this.#big : this.field).focus();
    else if (held && document.activeElement.closest('[hidden]')) (closed ? this.#big : this.field).focus();
    this.#drawKeys(closed);
  }

  focus() {
    (this.#row.hidden ? this.#big : this.field).focus();
  }

  reply(message) {
    this.#reply = message;
    this.#edited = null;
    this.#drawPreview();
    this.field.focus();
  }

  edit(message) {
    this.#reply = null;
    this.#edited = message;
    this.field.value = message.text;
    this.#drawPreview();
    this.#onInput();
    this.field.focus();
  }

  /** Files from the dialog, the clipboard or dropped onto the phone. */
  async offerFiles(files) {
    this.#files.value = '';
    if (files.length === 0 || this.#row.hidden) return;
    const large = files.find(file => file.size > largestFile);
    if (large) {
      this.#act.toast(`«${large.name}» больше 20 МБ: бот такой получить не сможет.`);
      return;
    }
    if (files.length > 10) {
      this.#act.toast('За один раз можно отправить до десяти файлов.');
      return;
    }
    const confirmed = await confirmFiles(this.#frame, files);
    this.field.focus();
    if (!confirmed) return;
    const replyTo = this.#reply?.id;
    this.#cancelPreview();
    await this.#act.acts.sendFiles(files, { ...confirmed, replyTo });
  }

  async #submit() {
    const text = this.field.value.trim();
    if (!text) {
      this.field.focus();
      return;
    }
    const [reply, edited] = [this.#reply, this.#edited];
    this.field.value = '';
    this.#cancelPreview();
    this.#onInput();
    this.field.focus();
    const done = edited ? await this.#act.acts.editText(edited.id, text) : await this.#act.acts.sendText(text, reply?.id);
    if (!done && !this.field.value) {
      this.field.value = text;
      this.#reply = reply;
      this.#edited = edited;
      this.#drawPreview();
      this.#onInput();
    }
  }

  #onInput() {
    drafts.set(this.#chat.key, this.#edited ? '' : this.field.value);
    if (!growsByItself) {
      this.field.style.height = '';
      if (this.field.scrollHeight > this.field.clientHeight) this.field.style.height = `${Math.min(this.field.scrollHeight, 132)}px`;
    }
    this.#send.classList.toggle('idle', !this.field.value.trim());
  }

  #onKey(event) {
    if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      this.#submit();
    } else if (event.key === 'Escape' && !this.#preview.hidden) {
      event.preventDefault();
      if (this.#edited) this.field.value = '';
      this.#cancelPreview();
      this.#onInput();
    } else if (event.key === 'ArrowUp' && !this.field.value) {
      event.preventDefault();
      this.#act.up();
    }
  }

  #onPaste(event) {
    const files = [...event.clipboardData.files];
    if (files.length === 0) return;
    event.preventDefault();
    this.offerFiles(files);
  }

  #insert(sign) {
    this.field.setRangeText(sign, this.field.selectionStart, this.field.selectionEnd, 'end');
    this.#onInput();
  }

  #openAttach(button) {
    const telegram = this.#chat.person.messenger === 'telegram';
    openMenu(this.#frame, button, [
      { label: 'Фото, видео или файл', icon: 'picture', act: () => this.#files.click() },
      ...(telegram ? [{ label: 'Мой телефон', icon: 'phone', act: () => this.#act.acts.sendContact() }] : []),
      { label: 'Место', icon: 'place', act: () => this.#act.acts.sendLocation() },
      { label: 'Стикер', icon: 'sticker', act: () => this.#act.acts.sendSticker() },
    ], 'Что прикрепить');
  }

  #cancelPreview() {
    this.#reply = null;
    this.#edited = null;
    this.#drawPreview();
  }

  #drawPreview() {
    const message = this.#reply ?? this.#edited;
    this.#preview.hidden = !message;
    this.#preview.replaceChildren(...(message ? [
      icon(this.#edited ? 'edit' : 'reply'),
      h('div', {}, h('b', {}, this.#edited ? 'Изменение сообщения' : message.fromBot ? 'Ответ боту' : 'Ответ себе'), h('span', {}, summary(message))),
      h('button', {
        type: 'button', class: 'tool', 'aria-label': this.#edited ? 'Не менять' : 'Не отвечать на это сообщение',
        onclick: () => {
          if (this.#edited) this.field.value = '';
          this.#cancelPreview();
          this.#onInput();
          this.field.focus();
        },
      }, icon('close')),
    ] : []));
  }

  #toggleKeys() {
    this.#keysShown = !this.#keysShown;
    this.#drawKeys(false);
  }

  #drawKeys(closed) {
    const rows = this.#chat.keyboard;
    const signature = JSON.stringify(rows);
    if (this.#keys.dataset.signature !== signature) {
      // A new keyboard comes up even if the person had put the last one away.
      this.#keysShown = true;
      this.#keys.dataset.signature = signature;
      const held = this.#keys.contains(document.activeElement);
      this.#keys.replaceChildren(...rows.map(words => h('div', { class: 'row' }, ...words.map(word =>
        h('button', { type: 'button', onclick: () => this.#act.acts.pressStanding(word) }, word)))));
      if (held) this.field.focus();
    }
    const exists = rows.length > 0 && !closed;
    this.#keys.hidden = !exists || !this.#keysShown;
    this.#keysSwitch.hidden = !exists;
    this.#keysSwitch.setAttribute('aria-label', this.#keysShown ? 'Скрыть клавиатуру бота' : 'Показать клавиатуру бота');
    this.#keysSwitch.setAttribute('aria-expanded', String(this.#keysShown));
    this.#keysSwitch.classList.toggle('on', this.#keysShown);
  }
}
