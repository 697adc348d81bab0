// A small bot on vk-io. It knows nothing of MethodBot: what it understands of the API is its library's understanding.
import { Agent, createServer } from 'node:http';
import { Keyboard, VK } from 'vk-io';

const { API_ROOT: apiBaseUrl, TOKEN: token, GROUP_ID, MODE: mode } = process.env;
const group_id = Number(GROUP_ID);
// The library calls nothing but https unless it is told otherwise.
const agent = new Agent({ keepAlive: true });
const webhookSecret = 'nodeclients';
const confirming = new VK({ token, apiBaseUrl, agent });
const webhookConfirmation = mode === 'callback' ? (await confirming.api.groups.getCallbackConfirmationCode({ group_id })).code : undefined;
// «parallel» packs calls that are made at once into execute.
const vk = new VK({ token, apiBaseUrl, agent, apiMode: 'parallel', pollingGroupId: group_id, webhookSecret, webhookConfirmation });

const join = () => Keyboard.builder()
  .callbackButton({ label: 'Записаться', payload: { join: 1 }, color: Keyboard.POSITIVE_COLOR })
  .row()
  .urlButton({ label: 'Сайт', url: 'https://example.org/' })
  .inline();

const fetched = async url => Buffer.from(await (await fetch(url)).arrayBuffer());

vk.updates.on('message_new', async context => {
  if (context.isOutbox)
    return;
  if (context.messagePayload?.command === 'start') {
    await context.send('Здравствуйте!', { keyboard: join() });
  } else if (context.messagePayload?.command === 'help') {
    await context.reply('Чем помочь?');
  } else if (context.hasAttachments('photo')) {
    const [photo] = context.getAttachments('photo');
    const bytes = await fetched(photo.largeSizeUrl);
    const again = await vk.upload.messagePhoto({ peer_id: context.peerId, source: { value: bytes, filename: 'again.png' } });
    await context.send(`Фото: ${bytes.length}`, { attachment: String(again) });
  } else if (context.hasAttachments('doc')) {
    const [document] = context.getAttachments('doc');
    const bytes = await fetched(document.url);
    const again = await vk.upload.messageDocument({ peer_id: context.peerId, source: { value: bytes, filename: document.title }, title: document.title });
    await context.send(`Файл: ${bytes.length}`, { attachment: String(again) });
  } else if (context.text === 'меню') {
    await context.send('Меню', { keyboard: Keyboard.builder().textButton({ label: 'Помощь', payload: { command: 'help' } }) });
  } else if (context.text === 'все') {
    const sent = await Promise.all(['раз', 'два', 'три'].map(text => context.send(text)));
    await context.send(`Отправлено: ${sent.length}`);
  } else {
    const [user] = await vk.api.users.get({ user_ids: [context.senderId] });
    await context.send(`${user.first_name}, Вы сказали: ${context.text}`);
  }
});

vk.updates.on('chat_invite_user', async context => {
  if (context.eventMemberId === -group_id)
    await context.send('Теперь я в вашей беседе');
});

vk.updates.on('message_event', async context => {
  await context.answer({ type: 'show_snackbar', text: `Записали на ${context.eventPayload.join}` });
  await vk.api.messages.edit({ peer_id: context.peerId, cmid: context.conversationMessageId, message: 'Вы записаны' });
});

const kinds = { message_new: 1, message_event: 1, message_allow: 1, message_deny: 1 };
if (mode === 'callback') {
  const answer = vk.updates.getWebhookCallback('/');
  const server = createServer((request, response) => answer(request, response, () => response.writeHead(404).end()));
  server.listen(0, '127.0.0.1', async () => {
    const { server_id } = await vk.api.groups.addCallbackServer({ group_id, url: `http://127.0.0.1:${server.address().port}/`, title: 'node', secret_key: webhookSecret });
    await vk.api.groups.setCallbackSettings({ group_id, server_id, api_version: '5.199', ...kinds });
    for (let look = 0; look < 200; look++) {
      const { items } = await vk.api.groups.getCallbackServers({ group_id, server_ids: [server_id] });
      if (items[0].status === 'ok')
        break;
      await new Promise(resolve => setTimeout(resolve, 50));
    }
    console.log('ready');
  });
} else {
  await vk.api.groups.setLongPollSettings({ group_id, enabled: 1, api_version: '5.199', ...kinds });
  await vk.updates.startPolling();
  console.log('ready');
}
