// Requests to the server. Each fault becomes an Error with a text for the person.

const root = '/api/sandbox';
const silent = 'Программа не отвечает. Проверьте, что она запущена.';

async function ask(path, options = {}) {
  let response;
  try {
    response = await fetch(root + path, { cache: 'no-store', ...options });
  } catch {
    throw new Error(silent);
  }
  if (response.status === 204) return null;
  const type = response.headers.get('Content-Type') ?? '';
  const body = type.includes('json') ? await response.json() : null;
  if (!response.ok) throw new Error(body?.error ?? `Не получилось: программа ответила ошибкой ${response.status}.`);
  return body;
}

const post = (path, body) =>
  ask(path, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) });
const chatPath = person => `/${encodeURIComponent(person.messenger)}/${person.id}`;

export const snapshot = () => ask('');
export const earlier = (person, before) => ask(`${chatPath(person)}/messages?before=${encodeURIComponent(before)}`);
export const start = (person, payload) => post(`${chatPath(person)}/start`, { payload });
export const sendText = (person, text, replyTo) => post(`${chatPath(person)}/text`, { text, replyTo });
export const editText = (person, messageId, text) => post(`${chatPath(person)}/edit`, { messageId, text });
export const press = (person, messageId, { label, data, kind }) => post(`${chatPath(person)}/press`, { messageId, label, data, kind });
export const pressStanding = (person, label) => post(`${chatPath(person)}/standing`, { label });
export const sendContact = (person, phone) => post(`${chatPath(person)}/contact`, { phone });
export const sendLocation = (person, place) => post(`${chatPath(person)}/location`, place);
export const sendSticker = person => post(`${chatPath(person)}/sticker`, {});
export const setBlocked = (person, blocked) => post(`${chatPath(person)}/blocked`, { blocked });
export const addPerson = (messenger, firstName, lastName) => post(`/${encodeURIComponent(messenger)}/people`, { firstName, lastName });

export function sendFiles(person, files, { photo, caption, replyTo }) {
  const form = new FormData();
  for (const file of files) form.append('file', file, file.name);
  if (photo) form.append('photo', 'true');
  if (caption) form.append('caption', caption);
  if (replyTo) form.append('replyTo', replyTo);
  return ask(`${chatPath(person)}/files`, { method: 'POST', body: form });
}

export const fileAddress = (messenger, fileId, download = false) =>
  `${root}/${encodeURIComponent(messenger)}/files/${encodeURIComponent(fileId)}${download ? '?download' : ''}`;

/**
 * Listens to the changes of all chats. `onReady(continues)` comes at every (re)connection: false means that the page must read
 * everything anew; `onChange` with each change; `onLost` when the connection breaks.
 */
export function listen({ onReady, onChange, onLost }) {
  let source;
  let quiet;
  // The server speaks at least every 15 seconds; a longer silence is a dead connection that nobody has closed.
  const heard = () => {
    clearTimeout(quiet);
    quiet = setTimeout(reopen, 40_000);
  };
  function reopen() {
    onLost();
    source.close();
    open();
  }
  function open() {
    source = new EventSource(`${root}/changes`);
    source.addEventListener('ready', event => {
      heard();
      onReady(JSON.parse(event.data).continues);
    });
    source.addEventListener('change', event => {
      heard();
      onChange(JSON.parse(event.data));
    });
    source.addEventListener('ping', heard);
    source.addEventListener('error', () => {
      clearTimeout(quiet);
      onLost();
      // Closed for good (an answer that is no stream): the browser will not try again by itself.
      if (source.readyState === EventSource.CLOSED) setTimeout(open, 2000);
    });
  }
  open();
}
