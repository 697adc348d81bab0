// The list of messages of one chat: days, bubbles, scrolling, moving about by keyboard.

import { earlier } from './api.js';
import { Bubble } from './bubble.js';
import { h, icon, spoken } from './dom.js';
import { dayOf, dayWords } from './words.js';

const groupedWithin = 5 * 60_000;

export class Conversation {
  #bubbles = new Map();
  #days = new Map();
  #list = h('div', { class: 'list' });
  #typing = h('div', { class: 'typing', hidden: true }, h('span', { class: 'dots', 'aria-hidden': 'true' }, h('i'), h('i'), h('i')), h('span', {}, 'печатает'));
  #down = h('button', { type: 'button', class: 'down', hidden: true, 'aria-label': 'К последним сообщениям' }, icon('down'));
  #empty;
  #stuck = true;
  #missed = 0;
  #loadingEarlier = false;
  #resize;
  #store;
  #chat;
  #act;

  /** @param act what bubbles may ask for, and `menu(message, at)` and `seen()` */
  constructor(store, chat, act) {
    this.#store = store;
    this.#chat = chat;
    this.#empty = h('div', { class: 'empty' }, h('b', {}, 'Здесь пока нет сообщений'),
      h('span', {}, `Нажмите «${chat.person.messenger === 'telegram' ? 'Старт' : 'Начать'}», и бот ответит.`));
    this.#act = { ...act, find: id => this.#chat.messages.find(message => message.id === id), showMessage: id => this.#show(id), botName: store.botName };
    this.log = h('div', {
      class: 'log', role: 'log', 'aria-live': 'polite', 'aria-relevant': 'additions text', tabindex: '0',
      'aria-label': `Переписка: ${chat.person.firstName} ${chat.person.lastName}. Стрелки вверх и вниз листают сообщения, Enter открывает действия`,
      onscroll: () => this.#onScroll(),
      onkeydown: event => this.#onKey(event),
      oncontextmenu: event => this.#onContextMenu(event),
    }, this.#list, this.#typing);
    this.element = h('div', { class: 'conversation' }, this.log, this.#down);
    this.#down.addEventListener('click', () => this.toEnd(true));
    this.#onLongPress();
    // Pictures arrive late, keyboards open below: whoever was at the end stays at the end.
    this.#resize = new ResizeObserver(() => this.#stuck && this.toEnd());
    this.#resize.observe(this.#list);
    this.#resize.observe(this.log);
    this.draw();
  }

  close() {
    this.#resize.disconnect();
  }

  get atEnd() {
    return this.#stuck;
  }

  draw(added) {
    // After a reset the store holds a new object for the same chat.
    this.#chat = this.#store.chats.get(this.#chat.key) ?? this.#chat;
    if (added?.fromBot && !this.#stuck) this.#missed++;
    const wanted = [];
    let day = null;
    let previous = null;
    for (const message of this.#chat.messages) {
      if (dayOf(message.at) !== day) {
        day = dayOf(message.at);
        wanted.push(this.#day(day, message.at));
        previous = null;
      }
      const bubble = this.#bubbles.get(message.id) ?? this.#add(message);
      if (bubble.message !== message) bubble.update(message);
      const grouped = previous && previous.fromBot === message.fromBot && message.at - previous.at < groupedWithin;
      bubble.element.classList.toggle('grouped', Boolean(grouped));
      wanted.push(bubble.element);
      previous = message;
    }
    if (wanted.length === 0) wanted.push(this.#empty);
    this.#arrange(wanted);
    this.drawPresses();
    this.#typing.hidden = !this.#chat.typing;
    if (added && !added.fromBot) this.toEnd();
    else if (this.#stuck) this.toEnd();
    this.#measure();
  }

  drawPresses() {
    const presses = [...this.#chat.presses.values()];
    for (const bubble of this.#bubbles.values()) bubble.showWaiting(presses);
  }

  toEnd(smooth = false) {
    const calm = matchMedia('(prefers-reduced-motion: reduce)').matches;
    this.log.scrollTo({ top: this.log.scrollHeight, behavior: smooth && !calm ? 'smooth' : 'instant' });
  }

  /** Focus on the last message, as messengers do with the arrow up in an empty field. */
  focusLast() {
    this.#bubbles.get(this.#chat.messages.at(-1)?.id)?.element.focus();
  }

  #add(message) {
    const bubble = new Bubble(message, this.#chat.person.messenger, this.#act);
    this.#bubbles.set(message.id, bubble);
    bubble.element.append(h('button', {
      type: 'button', class: 'actions-of', tabindex: '-1', 'aria-label': 'Действия с сообщением',
      onclick: event => this.#act.menu(bubble.message, event.currentTarget, bubble.element),
    }, icon('down')));
    return bubble;
  }

  #day(day, at) {
    if (!this.#days.has(day)) this.#days.set(day, h('div', { class: 'day' }, h('span')));
    const element = this.#days.get(day);
    const words = dayWords(at);
    if (element.firstChild.textContent !== words) element.firstChild.textContent = words;
    return element;
  }

  #arrange(wanted) {
    let place = this.#list.firstChild;
    for (const element of wanted) {
      if (element === place) place = place.nextSibling;
      else this.#list.insertBefore(element, place);
    }
    while (place) {
      const next = place.nextSibling;
      const held = place.contains(document.activeElement);
      this.#bubbles.delete(place.dataset.id);
      place.remove();
      if (held) this.log.focus({ preventScroll: true });
      place = next;
    }
  }

  // Also after every drawing: a message that lost its buttons may have brought the end into view, and no scrolling tells of it.
  #measure() {
    const gap = this.log.scrollHeight - this.log.scrollTop - this.log.clientHeight;
    this.#stuck = gap < 48;
    if (this.#stuck) this.#missed = 0;
    this.#drawDown();
  }

  #onScroll() {
    this.#measure();
    if (this.#stuck) this.#act.seen();
    if (this.log.scrollTop < 200 && this.#chat.hasEarlier) this.#loadEarlier();
  }

  #drawDown() {
    this.#down.hidden = this.#stuck;
    this.#down.replaceChildren(icon('down'), ...(this.#missed > 0 ? [h('span', { class: 'badge' }, String(this.#missed), spoken(' новых'))] : []));
  }

  async #loadEarlier() {
    if (this.#loadingEarlier) return;
    this.#loadingEarlier = true;
    try {
      const page = await earlier(this.#chat.person, this.#chat.messages[0].id);
      const fromEnd = this.log.scrollHeight - this.log.scrollTop;
      this.#store.putEarlier(this.#chat.key, page);
      this.log.scrollTop = this.log.scrollHeight - fromEnd;
    } catch {
      // The next scroll tries again; the header says that the connection is lost.
    } finally {
      this.#loadingEarlier = false;
    }
  }

  #show(id) {
    const bubble = this.#bubbles.get(id);
    if (!bubble) return;
    bubble.element.scrollIntoView({ block: 'center' });
    bubble.element.focus({ preventScroll: true });
    bubble.element.classList.add('pointed');
    setTimeout(() => bubble.element.classList.remove('pointed'), 1600);
  }

  #bubbleAt(node) {
    return this.#bubbles.get(node.closest?.('.message')?.dataset.id);
  }

  #onKey(event) {
    const current = event.target.classList.contains('message') ? event.target : null;
    const messages = [...this.#list.querySelectorAll('.message')];
    const at = current ? messages.indexOf(current) : messages.length;
    if (event.key === 'ArrowUp' && (current || event.target === this.log)) messages[Math.max(0, at - 1)]?.focus();
    else if (event.key === 'ArrowDown' && current) (messages[at + 1] ?? this.log).focus();
    else if ((event.key === 'Enter' || event.key === ' ') && current) this.#act.menu(this.#bubbleAt(current).message, this.#bubbleAt(current).body, current);
    else if (event.key === 'Escape' && event.target !== this.log) this.log.focus({ preventScroll: true });
    else return;
    event.preventDefault();
  }

  #onContextMenu(event) {
    const bubble = this.#bubbleAt(event.target);
    if (!bubble || event.target.closest('a')) return;
    event.preventDefault();
    const byKeyboard = event.clientX === 0 && event.clientY === 0;
    this.#act.menu(bubble.message, byKeyboard ? bubble.body : { x: event.clientX, y: event.clientY }, bubble.element);
  }

  // Android sends contextmenu by itself on a long touch; Safari on iOS does not.
  #onLongPress() {
    let timer;
    const stop = () => clearTimeout(timer);
    this.log.addEventListener('contextmenu', stop);
    this.log.addEventListener('touchstart', event => {
      const bubble = this.#bubbleAt(event.target);
      const { clientX: x, clientY: y } = event.touches[0];
      stop();
      if (bubble && !event.target.closest('a, button')) timer = setTimeout(() => this.#act.menu(bubble.message, { x, y }, bubble.element), 550);
    }, { passive: true });
    for (const over of ['touchend', 'touchmove', 'touchcancel']) this.log.addEventListener(over, stop, { passive: true });
  }
}
