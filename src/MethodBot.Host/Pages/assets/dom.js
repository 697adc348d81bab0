// Building blocks of the page: elements are made here and nowhere from strings of HTML.

const svgNamespace = 'http://www.w3.org/2000/svg';

/** Makes an element: h('button', { class: 'send', 'aria-label': 'Отправить', onclick }, 'text', child). */
export function h(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else if (name === 'data') Object.assign(element.dataset, value);
    else element.setAttribute(name, value === true ? '' : value);
  }
  element.append(...children.filter(child => child !== null && child !== undefined && child !== false));
  return element;
}

const strokes = {
  attach: 'M21 11.5l-8.6 8.6a5.5 5.5 0 0 1-7.8-7.8l8.9-8.9a3.7 3.7 0 0 1 5.2 5.2l-8.8 8.9a1.8 1.8 0 0 1-2.6-2.6l7.9-8',
  plus: 'M12 5v14M5 12h14',
  smile: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM8.5 14.2a4.2 4.2 0 0 0 7 0M9 9.4v.2M15 9.4v.2',
  down: 'M6 9.5l6 6 6-6',
  chosen: 'M5 12.5l4.5 4.5L19 7.5',
  more: 'M12 5.2v.1M12 12v.1M12 18.7v.1',
  back: 'M14.5 5.5L8 12l6.5 6.5',
  close: 'M6 6l12 12M18 6L6 18',
  reply: 'M10 6L4.5 11.5 10 17M5 11.5h8.5a6 6 0 0 1 6 6v.5',
  edit: 'M5 19l1-4.5L16.5 4a2 2 0 0 1 3 3L9 17.8 5 19z',
  copy: 'M9 9h10v11H9zM15 9V4H5v11h4',
  link: 'M10 14a4 4 0 0 0 5.7 0l3.3-3.3a4 4 0 0 0-5.7-5.7L12 6.3M14 10a4 4 0 0 0-5.7 0L5 13.3a4 4 0 0 0 5.7 5.7L12 17.7',
  block: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM5.7 5.7l12.6 12.6',
  file: 'M7 3h7l5 5v13H7zM14 3v5h5',
  picture: 'M4 5h16v14H4zM4 16l5-5 4 4 3-3 4 4M15.5 9v.1',
  phone: 'M6 4h3.5l1.5 4.5-2 1.5a12 12 0 0 0 5 5l1.5-2 4.5 1.5V18a2 2 0 0 1-2 2A14 14 0 0 1 4 6a2 2 0 0 1 2-2z',
  place: 'M12 21.5s-7-6.6-7-11.5a7 7 0 0 1 14 0c0 4.9-7 11.5-7 11.5zM12 12.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5z',
  sticker: 'M20 12v-6a2 2 0 0 0-2-2H6a2 2 0 0 0-2 2v12a2 2 0 0 0 2 2h6l8-8zM12 20v-6a2 2 0 0 1 2-2h6',
  person: 'M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4.5 20a7.5 7.5 0 0 1 15 0',
  save: 'M12 4v11M7 11l5 5 5-5M5 20h14',
  keys: 'M4 6h16v12H4zM8 10v.1M12 10v.1M16 10v.1M8 14h8',
  out: 'M9 6h9v9M18 6L7 17',
  sent: 'M5 12.5l4.2 4.2L18.5 7.5',
  received: 'M2 12.8l4 4 8.5-9M11.3 16.2l.8.8 8.8-9.2',
};
const shapes = {
  send: 'M3.4 20.4l17.8-7.5a1 1 0 0 0 0-1.8L3.4 3.6a.8.8 0 0 0-1.1 1L4 10.7l9 1.3-9 1.3-1.7 6.1a.8.8 0 0 0 1.1 1z',
};

/** Draws an icon; with a label it speaks, without it is decoration. */
export function icon(name, label) {
  const svg = document.createElementNS(svgNamespace, 'svg');
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('class', `icon ${name in shapes ? 'shape' : 'stroke'}`);
  if (label) {
    svg.setAttribute('role', 'img');
    svg.setAttribute('aria-label', label);
  } else {
    svg.setAttribute('aria-hidden', 'true');
  }
  const path = document.createElementNS(svgNamespace, 'path');
  path.setAttribute('d', shapes[name] ?? strokes[name]);
  svg.append(path);
  return svg;
}

/** Text for those who listen instead of look. */
export const spoken = text => h('span', { class: 'spoken' }, text);

/** A circle with the initials of the name's first two words, its colour drawn from the seed. */
export function avatar(name, seed = name) {
  const initials = name.split(/[^\p{L}\p{N}]+/u).filter(Boolean).slice(0, 2).map(word => [...word][0]).join('').toUpperCase();
  const colour = [...seed].reduce((sum, sign) => (sum * 31 + sign.codePointAt(0)) % 997, 7) % 7;
  return h('span', { class: 'avatar', 'aria-hidden': 'true', data: { colour } }, initials || '?');
}
