// One message: its bubble, its files, its buttons. Redraws only the part that changed, so that an edit does not disturb the rest.

import { fileAddress } from './api.js';
import { h, icon, spoken } from './dom.js';
import { showPicture } from './dialogs.js';
import { link, richText } from './text.js';
import { dayWords, sizeWords, timeOf } from './words.js';

const editedWords = { telegram: 'изменено', vk: 'ред.' };

export class Bubble {
  #content = h('div', { class: 'content' });
  // Ticks change often and are no news: they are not read aloud.
  #foot = h('span', { class: 'foot', 'aria-live': 'off' });
  #buttons = h('div', { class: 'buttons', role: 'group', 'aria-label': 'Кнопки под сообщением' });
  #drawn = {};
  #messenger;
  #act;

  /** @param act { press, openLink, sendCommand, showMessage, find, menu } of the conversation */
  constructor(message, messenger, act) {
    this.#messenger = messenger;
    this.#act = act;
    this.body = h('div', { class: 'bubble' }, this.#content, this.#foot);
    this.element = h('article', {
      class: `message ${message.fromBot ? 'theirs' : 'own'}`, tabindex: '-1', data: { id: message.id },
    }, h('div', { class: 'stack' }, this.body, this.#buttons));
    this.update(message);
  }

  update(message) {
    const focused = this.element.contains(document.activeElement) ? describe(document.activeElement, this.element) : null;
    this.message = message;
    this.#part('content', [message.text, message.entities, message.files, message.location, message.replyTo], () => this.#drawContent());
    this.#part('foot', [message.edited, message.received, message.at], () => this.#drawFoot());
    this.#part('buttons', message.buttons, () => this.#drawButtons());
    this.element.setAttribute('aria-label', `${message.fromBot ? 'Бот' : 'Вы'}, ${dayWords(message.at)} ${timeOf(message.at)}`);
    if (focused && !this.element.contains(document.activeElement)) this.#refocus(focused);
  }

  /** Spins the buttons whose answer is awaited. */
  showWaiting(presses) {
    for (const button of this.#buttons.querySelectorAll('button')) {
      const waits = presses.some(press => press.messageId === this.message.id && press.data === button.dataset.data);
      button.classList.toggle('waiting', waits);
      if (waits) button.setAttribute('aria-busy', 'true');
      else button.removeAttribute('aria-busy');
    }
  }

  #part(name, value, draw) {
    const signature = JSON.stringify(value);
    if (this.#drawn[name] === signature) return;
    this.#drawn[name] = signature;
    draw();
  }

  #drawContent() {
    const { message } = this;
    const pictures = message.files.filter(file => file.kind === 'photo');
    const others = message.files.filter(file => file.kind !== 'photo');
    this.body.classList.toggle('pictured', pictures.length > 0);
    this.body.classList.toggle('wordless', !message.text);
    this.#content.replaceChildren(
      spoken(message.fromBot ? 'Бот: ' : 'Вы: '),
      ...(message.replyTo ? [this.#quote(message.replyTo)] : []),
      ...(pictures.length > 0 ? [h('div', { class: 'pictures', data: { count: Math.min(pictures.length, 4) } }, ...pictures.map(file => this.#picture(file)))] : []),
      ...others.map(file => this.#file(file)),
      ...(message.location ? [this.#place(message.location)] : []),
      ...(message.text ? [this.#text()] : []),
    );
  }

  #text() {
    const emojiOnly = /^(?:\p{Extended_Pictographic}\u{fe0f}?\u{200d}?\p{Emoji_Modifier}?\s?){1,3}$/u.test(this.message.text);
    return h('div', { class: emojiOnly ? 'text large' : 'text' }, richText(this.message.text, this.message.entities, {
      onLink: this.#act.openLink,
      onCommand: this.#messenger === 'telegram' ? this.#act.sendCommand : undefined,
    }));
  }

  #quote(id) {
    const quoted = this.#act.find(id);
    return h('button', { type: 'button', class: 'quote', onclick: () => this.#act.showMessage(id) },
      h('b', {}, spoken('Ответ на сообщение: '), quoted ? (quoted.fromBot ? this.#act.botName : 'Вы') : 'Сообщение'),
      h('span', {}, quoted ? summary(quoted) : 'раньше в переписке'));
  }

  #picture(file) {
    const source = fileAddress(this.#messenger, file.fileId);
    return h('button', { type: 'button', class: 'picture', 'aria-label': `Открыть фото ${file.fileName}`, onclick: () => showPicture(source, file, this.#messenger) },
      h('img', { src: source, alt: '', loading: 'lazy', decoding: 'async' }));
  }

  #file(file) {
    const extension = file.fileName.includes('.') ? file.fileName.split('.').pop().slice(0, 4) : '';
    const kind = { voice: 'Голосовое сообщение', video: 'Видео' }[file.kind];
    return h('a', {
      class: 'file', href: fileAddress(this.#messenger, file.fileId, true), download: file.fileName,
      'aria-label': `Скачать ${kind ?? 'файл'} ${file.fileName}, ${sizeWords(file.size)}`,
    }, h('span', { class: 'sheet', 'aria-hidden': 'true' }, extension ? h('b', {}, extension) : icon('file')),
    h('span', { class: 'about' }, h('span', { class: 'name' }, kind ?? file.fileName), h('span', { class: 'size' }, sizeWords(file.size))));
  }

  #place({ latitude, longitude, title, address }) {
    const point = `${latitude.toFixed(4)}, ${longitude.toFixed(4)}`;
    return h('div', { class: 'file' },
      h('span', { class: 'sheet', 'aria-hidden': 'true' }, icon('place')),
      h('span', { class: 'about' }, h('span', { class: 'name' }, title ?? 'Место на карте'), h('span', { class: 'size' }, address ?? point)));
  }

  #drawFoot() {
    const { message } = this;
    this.#foot.replaceChildren(
      ...(message.edited ? [h('span', { class: 'edited', title: 'Сообщение изменено' }, editedWords[this.#messenger], ' ')] : []),
      h('time', { datetime: message.at.toISOString() }, timeOf(message.at)),
      ...(message.fromBot ? [] : [message.received ? icon('received', 'получено ботом') : icon('sent', 'отправлено')]),
    );
  }

  #drawButtons() {
    const rows = this.message.buttons.filter(row => row.length > 0);
    this.#buttons.hidden = rows.length === 0;
    this.#buttons.replaceChildren(...rows.map(row => h('div', { class: 'row' }, ...row.map(button => this.#button(button)))));
  }

  #button(button) {
    const properties = { class: 'choice', data: { data: button.data, color: button.color ?? '', kind: button.kind } };
    if (button.kind === 'link') {
      const out = link(button.data, button.label, this.#act.openLink, properties);
      if (out) out.append(icon('out'));
      return out ?? h('span', { class: 'choice' }, button.label);
    }
    return h('button', { type: 'button', ...properties, onclick: () => this.#act.press(this.message, button) }, h('span', {}, button.label));
  }

  // The person works by keyboard: after a redraw the focus is on the same button, or else on the message's first one.
  #refocus({ data, part }) {
    const buttons = [...this.#buttons.querySelectorAll('.choice')];
    const target = part === 'buttons' ? buttons.find(button => button.dataset.data === data) ?? buttons[0] : null;
    (target ?? this.element).focus({ preventScroll: true });
  }
}

const describe = (element, within) =>
  element === within ? { part: 'message' } : { part: element.closest('.buttons') ? 'buttons' : 'content', data: element.dataset.data };

/** A message in one line, for quotes. */
export function summary(message) {
  const kinds = { photo: 'Фото', voice: 'Голосовое сообщение', video: 'Видео' };
  const files = message.files.map(file => kinds[file.kind] ?? file.fileName).join(', ');
  return [files, message.location && 'Место', message.text.replace(/\s+/g, ' ')].filter(Boolean).join(' · ').slice(0, 140) || 'Сообщение';
}
