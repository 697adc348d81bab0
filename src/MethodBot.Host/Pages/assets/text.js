// A message's text with its bold, italic and links, as elements. Nothing of it is ever read as HTML.

import { h } from './dom.js';

const marks = {
  bold: 'b', italic: 'i', underline: 'u', strikethrough: 's', code: 'code', pre: 'code', blockquote: 'q', expandable_blockquote: 'q', spoiler: 'span',
};
const address = /\b(?:https?:\/\/|(?:t\.me|vk\.me|vk\.com)\/)[^\s<>«»"]*[^\s<>«»".,;:!?)\]]/giu;
const command = /(?<![^\s(])\/[a-z][a-z0-9_]{0,31}(?![\w/])/giu;

/**
 * @param onLink called with an address; true means that the phone opens it by itself (a link to the bot).
 * @param onCommand called with «/menu» and the like; without it commands are plain words.
 */
export function richText(text, entities, { onLink, onCommand }) {
  const spans = [...entities.filter(entity => entity.type in marks || entity.type === 'text_link'), ...found(text, entities, onCommand)];
  const cuts = [...new Set([0, text.length, ...spans.flatMap(span => [span.offset, span.offset + span.length])])]
    .filter(cut => cut >= 0 && cut <= text.length)
    .sort((a, b) => a - b);
  const fragment = document.createDocumentFragment();
  cuts.slice(0, -1).forEach((start, index) => {
    const end = cuts[index + 1];
    let node = document.createTextNode(text.slice(start, end));
    for (const span of spans.filter(span => span.offset <= start && span.offset + span.length >= end)) node = wrap(node, span, onLink, onCommand);
    fragment.append(node);
  });
  return fragment;
}

// Addresses and commands that the sender did not mark: messengers find them by themselves.
function found(text, entities, onCommand) {
  const taken = entities.filter(entity => entity.type === 'text_link' || entity.type === 'code' || entity.type === 'pre');
  const free = match => !taken.some(entity => match.index < entity.offset + entity.length && match.index + match[0].length > entity.offset);
  const links = [...text.matchAll(address)].filter(free).map(match => ({
    type: 'text_link', offset: match.index, length: match[0].length, url: /^https?:/i.test(match[0]) ? match[0] : `https://${match[0]}`,
  }));
  if (!onCommand) return links;
  const apart = match => free(match) && !links.some(link => match.index >= link.offset && match.index < link.offset + link.length);
  return [...links, ...[...text.matchAll(command)].filter(apart).map(match => ({ type: 'command', offset: match.index, length: match[0].length, word: match[0] }))];
}

function wrap(node, span, onLink, onCommand) {
  if (span.type === 'command') return h('button', { type: 'button', class: 'command', onclick: () => onCommand(span.word) }, node);
  if (span.type === 'text_link') return link(span.url, node, onLink) ?? node;
  return h(marks[span.type], { class: span.type }, node);
}

/** A link that opens in a new tab, or in the phone; null when the address is none that a messenger would open. */
export function link(url, content, onLink, properties = {}) {
  if (!/^(?:https?:|mailto:|tel:)/i.test(url ?? '')) return null;
  return h('a', {
    href: url, target: '_blank', rel: 'noopener noreferrer', ...properties,
    onclick: event => {
      if (onLink?.(url)) event.preventDefault();
    },
  }, content);
}

/** The payload of a link to the bot, undefined when the address leads elsewhere. */
export function payloadOf(messenger, url) {
  let parsed;
  try {
    parsed = new URL(url);
  } catch {
    return undefined;
  }
  const host = parsed.hostname.replace(/^(?:www|m)\./, '');
  if (messenger === 'telegram' && (host === 't.me' || host === 'telegram.me')) return parsed.searchParams.get('start') ?? undefined;
  if (messenger === 'vk' && ['vk.me', 'vk.com', 'vk.ru'].includes(host)) return parsed.searchParams.get('ref') ?? undefined;
  return undefined;
}
