// A menu that opens at a button or at a point within a phone: arrows move, Enter chooses, Escape closes and gives the focus back.

import { h, icon } from './dom.js';

let open = null;

/**
 * @param at element or { x, y } of the window
 * @param items { label, icon?, act, checked?, content?, danger? } or null for a line between
 */
export function openMenu(within, at, items, label, returnTo = at) {
  closeMenu(false);
  const radio = items.some(item => item?.checked !== undefined);
  const list = h('div', { class: 'menu', role: 'menu', 'aria-label': label });
  for (const item of items) {
    if (!item) {
      list.append(h('hr', { role: 'separator' }));
      continue;
    }
    list.append(h('button', {
      type: 'button',
      class: item.danger ? 'danger' : undefined,
      role: radio && item.checked !== undefined ? 'menuitemradio' : 'menuitem',
      'aria-checked': item.checked === undefined ? undefined : String(item.checked),
      tabindex: '-1',
      onclick: () => {
        closeMenu(true);
        item.act();
      },
    }, item.icon ? icon(item.icon) : null, item.content ?? h('span', {}, item.label)));
  }
  list.addEventListener('keydown', onKey);
  within.append(list);
  place(within, list, at);
  open = { list, returnTo: returnTo instanceof Element ? returnTo : null };
  if (at instanceof Element) at.setAttribute('aria-expanded', 'true');
  setTimeout(() => document.addEventListener('pointerdown', onOutside, true));
  (list.querySelector('[aria-checked="true"]') ?? list.querySelector('button'))?.focus();
}

export function closeMenu(focusBack) {
  if (!open) return;
  const { list, returnTo } = open;
  open = null;
  document.removeEventListener('pointerdown', onOutside, true);
  list.remove();
  if (returnTo?.hasAttribute('aria-expanded')) returnTo.setAttribute('aria-expanded', 'false');
  if (focusBack && returnTo?.isConnected) returnTo.focus();
}

export const isMenuOpen = () => open !== null;

function onOutside(event) {
  if (open && !open.list.contains(event.target)) closeMenu(false);
}

function onKey(event) {
  const buttons = [...open.list.querySelectorAll('button')];
  const at = buttons.indexOf(document.activeElement);
  const go = index => buttons[(index + buttons.length) % buttons.length].focus();
  switch (event.key) {
    case 'ArrowDown': go(at + 1); break;
    case 'ArrowUp': go(at - 1); break;
    case 'Home': go(0); break;
    case 'End': go(-1); break;
    case 'Escape': closeMenu(true); break;
    case 'Tab': closeMenu(true); break;
    default: return;
  }
  event.preventDefault();
  event.stopPropagation();
}

function place(within, list, at) {
  const frame = within.getBoundingClientRect();
  const box = list.getBoundingClientRect();
  const target = at instanceof Element ? at.getBoundingClientRect() : { left: at.x, right: at.x, top: at.y, bottom: at.y };
  const alignRight = at instanceof Element && target.left + target.width / 2 > frame.left + frame.width / 2;
  const left = (alignRight ? target.right - box.width : target.left) - frame.left;
  const below = target.bottom - frame.top + 4;
  const above = target.top - frame.top - box.height - 4;
  const top = below + box.height <= frame.height - 8 || above < 8 ? below : above;
  list.style.left = `${Math.max(8, Math.min(left, frame.width - box.width - 8))}px`;
  list.style.top = `${Math.max(8, top)}px`;
  list.style.maxHeight = `${Math.max(120, frame.height - Math.max(8, top) - 8)}px`;
}
