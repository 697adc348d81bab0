// The page: reads the chats, listens to changes, sets up the three phones.

import * as api from './api.js';
import { h, spoken } from './dom.js';
import { recall, remember } from './memory.js';
import { Phone } from './phone.js';
import { Store } from './store.js';

const store = new Store();
const isTeacher = person => person.role === 'teacher';
const phones = [
  new Phone(store, { name: 'telegram', title: 'Педагог в Telegram', accepts: person => person.messenger === 'telegram' && isTeacher(person) }),
  new Phone(store, { name: 'vk', title: 'Педагог во ВКонтакте', accepts: person => person.messenger === 'vk' && isTeacher(person) }),
  new Phone(store, { name: 'staff', title: 'Методист', accepts: person => !isTeacher(person) }),
];
const tabNames = ['Telegram', 'ВКонтакте', 'Методист'];

const main = document.querySelector('main');
const nav = document.querySelector('nav');
const fault = document.querySelector('#fault');
main.append(...phones.map(phone => phone.element));

const tabs = phones.map((phone, index) => h('button', { type: 'button', 'aria-label': phone.title, onclick: () => show(index) }));
nav.append(...tabs);

function show(index) {
  remember('shown', index);
  phones.forEach((phone, at) => phone.element.classList.toggle('shown', at === index));
  tabs.forEach((tab, at) => (at === index ? tab.setAttribute('aria-current', 'true') : tab.removeAttribute('aria-current')));
  phones[index].shown();
}

function drawUnread() {
  const unread = phones.map(phone => phone.unread);
  tabs.forEach((tab, index) => tab.replaceChildren(
    h('span', {}, tabNames[index]), ...(unread[index] > 0 ? [h('span', { class: 'badge' }, String(unread[index]), spoken(' новых'))] : [])));
  const sum = unread.reduce((a, b) => a + b, 0);
  document.title = `${sum > 0 ? `(${sum}) ` : ''}Песочница MethodBot`;
}

// Advice is open on a wide screen until a teacher says the first word: then the phones need the room. The person's own choice stands.
const hints = document.querySelector('#hints');
const wide = matchMedia('(min-width: 1200px) and (min-height: 800px)');
const hintsKey = () => (wide.matches ? 'hints.wide' : 'hints.narrow');
const teacherSpoke = () => [...store.chats.values()].some(chat => isTeacher(chat.person) && chat.messages.some(message => !message.fromBot));

function drawHints() {
  hints.querySelector('ol').replaceChildren(...store.hints.map(hint => h('li', {}, hint)));
  hints.hidden = store.hints.length === 0;
  foldHints();
}

function foldHints() {
  hints.open = recall(hintsKey()) ?? (wide.matches && !teacherSpoke());
}

hints.querySelector('summary').addEventListener('click', () => remember(hintsKey(), !hints.open));
wide.addEventListener('change', foldHints);

async function load() {
  store.expectLoad();
  try {
    store.load(await api.snapshot());
    drawHints();
    drawUnread();
    fault.hidden = true;
    store.setConnected(true);
  } catch (problem) {
    fault.textContent = problem.message;
    fault.hidden = false;
    setTimeout(load, 2000);
  }
}

let drawQueued = false;
store.addEventListener('chat', () => {
  if (drawQueued) return;
  drawQueued = true;
  queueMicrotask(() => {
    drawQueued = false;
    drawUnread();
    foldHints();
  });
});
store.addEventListener('stranger', load);
show(recall('shown') ?? 0);

api.listen({
  onReady: continues => (continues ? store.setConnected(true) : load()),
  onChange: change => store.apply(change),
  onLost: () => store.setConnected(false),
});
