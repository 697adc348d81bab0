// A small choice of emoji, as under the smiling face of every messenger.

import { h } from './dom.js';

const signs = [...new Intl.Segmenter('ru', { granularity: 'grapheme' }).segment(
  '😀😄😊🙂😉😍🤗🤔😅😂😢😴👍👎👏🙏💪🤝👋✍️🎉🔥⭐✅❌❗❓💡📚📖✏️📝📎📅⏰🏫🎓👩‍🏫👨‍🏫🧑‍🎓🎨🎵⚽🌱🌞🌷❤️💙☕🍏')].map(part => part.segment);
const names = {
  '👍': 'хорошо', '👎': 'плохо', '🙏': 'спасибо', '❤️': 'сердце', '🎉': 'праздник', '✅': 'готово', '❌': 'нет', '❓': 'вопрос',
};
const across = 8;

export function openEmoji(within, button, insert) {
  const existing = within.querySelector('.emoji');
  if (existing) {
    existing.remove();
    button.setAttribute('aria-expanded', 'false');
    return;
  }
  const panel = h('div', { class: 'emoji', role: 'dialog', 'aria-label': 'Эмодзи' }, ...signs.map((sign, index) =>
    h('button', { type: 'button', tabindex: index === 0 ? '0' : '-1', 'aria-label': names[sign] ? `${sign} ${names[sign]}` : undefined, onclick: () => insert(sign) }, sign)));
  const close = focusBack => {
    panel.remove();
    button.setAttribute('aria-expanded', 'false');
    document.removeEventListener('pointerdown', outside, true);
    if (focusBack) button.focus();
  };
  const outside = event => {
    if (!panel.contains(event.target) && !button.contains(event.target)) close(false);
  };
  panel.addEventListener('keydown', event => {
    const buttons = [...panel.children];
    const at = buttons.indexOf(document.activeElement);
    const step = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: across, ArrowUp: -across }[event.key];
    if (step) buttons[Math.max(0, Math.min(buttons.length - 1, at + step))].focus();
    else if (event.key === 'Escape') close(true);
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  within.append(panel);
  button.setAttribute('aria-expanded', 'true');
  document.addEventListener('pointerdown', outside, true);
  panel.firstChild.focus();
}
