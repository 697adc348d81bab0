// A small bot on grammY. It knows nothing of MethodBot: what it understands of the API is its library's understanding.
import { Bot, InlineKeyboard, InputFile, Keyboard, webhookCallback } from 'grammy';
import { createServer } from 'node:http';

const { API_ROOT: apiRoot, TOKEN: token, MODE: mode } = process.env;
const bot = new Bot(token, { client: { apiRoot } });

bot.command('start', context => context.reply(`Здравствуйте, ${context.from.first_name}! ${context.match}`.trim(), {
  reply_markup: new InlineKeyboard().text('Записаться', 'join:1').row().url('Сайт', 'https://example.org/'),
}));

bot.command('menu', context => context.reply('<b>Меню</b> & прочее'.replace('&', '&amp;'), {
  parse_mode: 'HTML',
  reply_markup: new Keyboard().text('Помощь').text('Убрать').resized(),
}));

bot.hears('Помощь', context => context.reply('Чем помочь?', { reply_parameters: { message_id: context.msgId } }));
bot.hears('Убрать', context => context.reply('Убрано', { reply_markup: { remove_keyboard: true } }));

bot.command('topic', async context => {
  const topic = await context.createForumTopic(context.match);
  await context.api.sendMessage(context.chat.id, 'Пишите здесь', { message_thread_id: topic.message_thread_id });
});

bot.callbackQuery(/^join:(\d+)$/, async context => {
  await context.answerCallbackQuery({ text: `Записали на ${context.match[1]}` });
  await context.editMessageText('Вы записаны', { reply_markup: new InlineKeyboard().text('Отменить', 'leave:1') });
});

bot.callbackQuery(/^leave/, async context => {
  await context.answerCallbackQuery();
  await context.deleteMessage();
});

const download = async context => {
  const file = await context.getFile();
  const response = await fetch(`${apiRoot}/file/bot${token}/${file.file_path}`);
  return Buffer.from(await response.arrayBuffer());
};

bot.on(':photo', async context => {
  const bytes = await download(context);
  await context.replyWithPhoto(new InputFile(bytes, 'again.png'), { caption: `Фото: ${bytes.length}` });
});

bot.on(':document', async context => {
  const bytes = await download(context);
  await context.replyWithDocument(new InputFile(bytes, context.msg.document.file_name), { caption: `Файл: ${bytes.length}` });
});

bot.on('my_chat_member', async context => {
  if (context.chat.type !== 'private' && context.myChatMember.new_chat_member.status === 'member')
    await context.reply(`Теперь я в «${context.chat.title}»`);
});

bot.on(':text', context => context.reply(`Вы сказали: ${context.msg.text}`));

bot.catch(({ error }) => {
  console.error(error);
  process.exit(1);
});

await bot.api.setMyCommands([{ command: 'menu', description: 'Меню' }]);
if (mode === 'webhook') {
  const secretToken = 'node-clients';
  const server = createServer(webhookCallback(bot, 'http', { secretToken }));
  server.listen(0, '127.0.0.1', async () => {
    await bot.api.setWebhook(`http://127.0.0.1:${server.address().port}/`, { secret_token: secretToken, drop_pending_updates: true });
    console.log('ready');
  });
} else {
  await bot.start({ onStart: () => console.log('ready') });
}
