// Windows over a phone: a picture, a question with a field, files before they are sent.

import { fileAddress } from './api.js';
import { h, icon } from './dom.js';
import { count, sizeWords } from './words.js';

function show(dialog, over) {
  document.body.append(dialog);
  dialog.addEventListener('close', () => dialog.remove());
  dialog.addEventListener('pointerdown', event => {
    if (event.target === dialog) dialog.close();
  });
  if (over) {
    const frame = over.getBoundingClientRect();
    dialog.style.setProperty('--over-left', `${frame.left}px`);
    dialog.style.setProperty('--over-width', `${frame.width}px`);
    dialog.dataset.messenger = over.dataset.messenger;
  }
  dialog.showModal();
  return dialog;
}

/** A picture at its full size. */
export function showPicture(source, file, messenger) {
  const close = h('button', { type: 'button', class: 'round', 'aria-label': 'Закрыть', onclick: () => dialog.close() }, icon('close'));
  const dialog = h('dialog', { class: 'viewer', 'aria-label': `Фото ${file.fileName}` },
    h('div', { class: 'bar' },
      h('a', { class: 'round', href: fileAddress(messenger, file.fileId, true), download: file.fileName, 'aria-label': 'Скачать фото' }, icon('save')),
      close),
    h('img', { src: source, alt: file.fileName, onclick: () => dialog.close() }));
  show(dialog);
  close.focus();
}

/** Asks for one or several lines; resolves to their values, or null. */
export function askLines(over, { title, explain, fields, accept }) {
  return new Promise(resolve => {
    const inputs = fields.map(field => h('input', {
      type: field.type ?? 'text', placeholder: field.placeholder, autocomplete: 'off', maxlength: field.max ?? 200, required: field.required !== false,
    }));
    const form = h('form', { method: 'dialog' },
      h('h3', {}, title),
      explain ? h('p', {}, explain) : null,
      ...fields.map((field, index) => h('label', {}, h('span', {}, field.label), inputs[index])),
      h('div', { class: 'actions' },
        h('button', { type: 'button', class: 'plain', onclick: () => dialog.close() }, 'Отмена'),
        h('button', { type: 'submit', class: 'main' }, accept)));
    const dialog = h('dialog', { class: 'card', 'aria-label': title }, form);
    let values = null;
    form.addEventListener('submit', event => {
      event.preventDefault();
      values = inputs.map(input => input.value.trim());
      if (fields.every((field, index) => field.required === false || values[index])) dialog.close();
      else values = null;
    });
    dialog.addEventListener('close', () => resolve(values));
    show(dialog, over);
    inputs[0].focus();
  });
}

const pictureTypes = ['image/jpeg', 'image/png', 'image/webp'];
const largestPhoto = 10 * 1024 * 1024;
export const largestFile = 20 * 1024 * 1024;

/** Shows the files about to be sent, with a caption; resolves to { photo, caption } or null. */
export function confirmFiles(over, files) {
  return new Promise(resolve => {
    const canBePhoto = files.every(file => pictureTypes.includes(file.type) && file.size <= largestPhoto);
    const previews = [];
    const photo = h('input', { type: 'checkbox', checked: true, onchange: () => draw() });
    const caption = h('input', { type: 'text', maxlength: 1024, placeholder: 'Подпись', 'aria-label': 'Подпись', autocomplete: 'off' });
    const list = h('div', { class: 'chosen' });
    const draw = () => list.replaceChildren(...(canBePhoto && photo.checked
      ? [h('div', { class: 'pictures', data: { count: Math.min(files.length, 4) } }, ...files.map(preview))]
      : files.map(row)));
    const form = h('form', { method: 'dialog' },
      h('h3', {}, canBePhoto ? count(files.length, 'фотография', 'фотографии', 'фотографий') : count(files.length, 'файл', 'файла', 'файлов')),
      list,
      canBePhoto ? h('label', { class: 'check' }, photo, h('span', {}, files.length > 1 ? 'Одним альбомом, как фото' : 'Отправить как фото')) : null,
      caption,
      h('div', { class: 'actions' },
        h('button', { type: 'button', class: 'plain', onclick: () => dialog.close() }, 'Отмена'),
        h('button', { type: 'submit', class: 'main' }, 'Отправить')));
    const dialog = h('dialog', { class: 'card', 'aria-label': 'Отправка файлов' }, form);
    let answer = null;
    form.addEventListener('submit', event => {
      event.preventDefault();
      answer = { photo: canBePhoto && photo.checked, caption: caption.value.trim() };
      dialog.close();
    });
    dialog.addEventListener('close', () => {
      previews.forEach(URL.revokeObjectURL);
      resolve(answer);
    });
    draw();
    show(dialog, over);
    caption.focus();

    function preview(file) {
      const source = URL.createObjectURL(file);
      previews.push(source);
      return h('img', { src: source, alt: file.name });
    }
  });
}

const row = file => h('div', { class: 'file' },
  h('span', { class: 'sheet', 'aria-hidden': 'true' }, icon('file')),
  h('span', { class: 'about' }, h('span', { class: 'name' }, file.name), h('span', { class: 'size' }, sizeWords(file.size))));
