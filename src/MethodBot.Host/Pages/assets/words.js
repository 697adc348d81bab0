// Dates, sizes and numbers in Russian, in the reader's own time zone.

const months = ['января', 'февраля', 'марта', 'апреля', 'мая', 'июня', 'июля', 'августа', 'сентября', 'октября', 'ноября', 'декабря'];
const two = number => String(number).padStart(2, '0');

export const timeOf = at => `${two(at.getHours())}:${two(at.getMinutes())}`;

/** A key that is the same for moments of one day. */
export const dayOf = at => `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;

export function dayWords(at, now = new Date()) {
  const yesterday = new Date(now.getFullYear(), now.getMonth(), now.getDate() - 1);
  if (dayOf(at) === dayOf(now)) return 'Сегодня';
  if (dayOf(at) === dayOf(yesterday)) return 'Вчера';
  const day = `${at.getDate()} ${months[at.getMonth()]}`;
  return at.getFullYear() === now.getFullYear() ? day : `${day} ${at.getFullYear()} года`;
}

export function sizeWords(bytes) {
  if (bytes < 1024) return `${bytes} Б`;
  const [value, unit] = bytes < 1024 * 1024 ? [bytes / 1024, 'КБ'] : [bytes / 1024 / 1024, 'МБ'];
  return `${value < 10 ? value.toFixed(1).replace('.', ',').replace(',0', '') : Math.round(value)} ${unit}`;
}

/** count(3, 'файл', 'файла', 'файлов') → «3 файла». */
export function count(number, one, few, many) {
  const tens = number % 100;
  const ones = number % 10;
  const word = tens > 10 && tens < 20 ? many : ones === 1 ? one : ones > 1 && ones < 5 ? few : many;
  return `${number} ${word}`;
}
