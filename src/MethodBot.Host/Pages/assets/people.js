// Above each phone: who holds it, and the list of those who can.

import { avatar, h, icon, spoken } from './dom.js';
import { openMenu } from './menu.js';

const messengerNames = { telegram: 'Telegram', vk: 'ВК' };
const fullName = person => `${person.firstName} ${person.lastName}`.trim();

function badge(number) {
  return number > 0 ? h('span', { class: 'badge' }, number > 99 ? '99+' : String(number), spoken(' новых')) : null;
}

function face(person) {
  return avatar(fullName(person), `${person.messenger}${person.id}`);
}

function line(person, unread) {
  return h('span', { class: 'person' }, face(person),
    h('span', { class: 'about' }, h('b', {}, fullName(person)), h('span', {}, person.caption)), badge(unread));
}

/** Draws the strip; the focus stays where it was, for it is redrawn whenever something is read. */
function draw(strip, { title, chat, people, store, phone, choose, recallFor, add }) {
  const { messenger } = chat.person;
  const present = store.messengers.filter(name => people.some(candidate => candidate.person.messenger === name));
  const here = people.filter(candidate => candidate.person.messenger === messenger);
  const unreadElsewhere = here.filter(candidate => candidate !== chat).reduce((sum, candidate) => sum + store.unread(candidate), 0);
  const signature = JSON.stringify([chat.person, present, unreadElsewhere, here.length, people.map(candidate => store.unread(candidate))]);
  if (strip.dataset.signature === signature) return;
  strip.dataset.signature = signature;
  const held = strip.contains(document.activeElement) ? document.activeElement.className : null;

  const chooser = h('button', {
    type: 'button', class: 'chooser', 'aria-haspopup': 'menu', 'aria-expanded': 'false',
    'aria-label': `Телефон держит ${fullName(chat.person)}, ${chat.person.caption}. Выбрать другого`,
    onclick: () => openMenu(phone, chooser, [
      ...here.map(candidate => ({
        content: line(candidate.person, candidate === chat ? 0 : store.unread(candidate)), checked: candidate === chat, act: () => choose(candidate.key),
      })),
      ...(chat.person.role === 'teacher' ? [null, { label: 'Новый человек…', icon: 'plus', act: add }] : []),
    ], 'Кто держит телефон'),
  }, line(chat.person, unreadElsewhere), icon('down'));

  const tabs = present.length > 1 ? h('div', { class: 'messengers', role: 'group', 'aria-label': 'Мессенджер' }, ...present.map(name => {
    const candidates = people.filter(candidate => candidate.person.messenger === name);
    const unread = name === messenger ? 0 : candidates.reduce((sum, candidate) => sum + store.unread(candidate), 0);
    return h('button', {
      type: 'button', class: `messenger ${name}`, 'aria-pressed': String(name === messenger),
      onclick: () => name !== messenger && choose((candidates.find(candidate => candidate.key === recallFor(name)) ?? candidates[0]).key),
    }, messengerNames[name] ?? name, badge(unread));
  })) : null;

  strip.replaceChildren(h('div', { class: 'headline' }, h('h2', {}, title), tabs), chooser);
  if (held) (strip.querySelector(`.${held.split(' ').join('.')}`) ?? chooser).focus();
}

export const choosePerson = { draw };
