BEGIN TRANSACTION;
CREATE TABLE account (messenger TEXT NOT NULL, account TEXT NOT NULL, person_id INTEGER NOT NULL REFERENCES person (id),
    linked_at INTEGER NOT NULL, PRIMARY KEY (messenger, account)) STRICT, WITHOUT ROWID;
INSERT INTO "account" VALUES('telegram','2001',6,1794823200000);
INSERT INTO "account" VALUES('telegram','3001',1,1794823200000);
INSERT INTO "account" VALUES('telegram','3002',2,1794823200000);
INSERT INTO "account" VALUES('telegram','3003',3,1794823200000);
INSERT INTO "account" VALUES('telegram','3004',4,1794823200000);
INSERT INTO "account" VALUES('vk','7002',7,1794823200000);
INSERT INTO "account" VALUES('vk','7004',6,1794823200000);
INSERT INTO "account" VALUES('vk','7103',5,1794823200000);
CREATE TABLE account_sharer (messenger TEXT NOT NULL, account TEXT NOT NULL, person_id INTEGER NOT NULL REFERENCES person (id),
    linked_at INTEGER NOT NULL, PRIMARY KEY (messenger, account, person_id)) STRICT, WITHOUT ROWID;
INSERT INTO "account_sharer" VALUES('telegram','2001',6,1794823200000);
INSERT INTO "account_sharer" VALUES('telegram','3001',1,1794823200000);
INSERT INTO "account_sharer" VALUES('telegram','3002',2,1794823200000);
INSERT INTO "account_sharer" VALUES('telegram','3003',3,1794823200000);
INSERT INTO "account_sharer" VALUES('telegram','3004',4,1794823200000);
INSERT INTO "account_sharer" VALUES('vk','7002',7,1794823200000);
INSERT INTO "account_sharer" VALUES('vk','7004',6,1794823200000);
INSERT INTO "account_sharer" VALUES('vk','7103',5,1794823200000);
CREATE TABLE administrator_account (messenger TEXT NOT NULL, account TEXT NOT NULL, PRIMARY KEY (messenger, account)) STRICT, WITHOUT ROWID;
INSERT INTO "administrator_account" VALUES('telegram','3003');
CREATE TABLE age_group (id INTEGER PRIMARY KEY, event_id INTEGER NOT NULL REFERENCES festival (event_id), number INTEGER NOT NULL,
    name TEXT NOT NULL, retired_at INTEGER, UNIQUE (event_id, name)) STRICT;
INSERT INTO "age_group" VALUES(1,90,1,'5–6 лет',NULL);
CREATE TABLE announcement (id INTEGER PRIMARY KEY, author_id INTEGER REFERENCES person (id), text TEXT NOT NULL, audience TEXT NOT NULL,
    organization_id INTEGER REFERENCES organization (id), created_at INTEGER NOT NULL) STRICT;
INSERT INTO "announcement" VALUES(1,3,'В пятницу центр не работает.','everybody',NULL,1794823300000);
INSERT INTO "announcement" VALUES(2,3,'Собираем заявки на столовую.','organization',1,1794823400000);
CREATE TABLE association (id INTEGER PRIMARY KEY, kind TEXT NOT NULL, name TEXT NOT NULL UNIQUE, leader TEXT NOT NULL,
    meets TEXT NOT NULL, members INTEGER NOT NULL, search TEXT NOT NULL) STRICT;
INSERT INTO "association" VALUES(1,'school','ГМО учителей русского языка и литературы','Ирина Павловна Воронова','первый вторник месяца, 15:00',34,'гмо учителей русского языка и литературы ирина павловна воронова');
INSERT INTO "association" VALUES(2,'school','ГМО учителей математики','Галина Степановна Котова','второй четверг месяца, 15:30',31,'гмо учителей математики галина степановна котова');
INSERT INTO "association" VALUES(3,'school','ГМО учителей информатики','Алексей Юрьевич Никитин','третья среда месяца, 14:30',12,'гмо учителей информатики алексей юрьевич никитин');
INSERT INTO "association" VALUES(4,'school','ГМО учителей физики','Людмила Фёдоровна Орлова','раз в четверть, в каникулы',14,'гмо учителей физики людмила федоровна орлова');
INSERT INTO "association" VALUES(5,'school','ГМО учителей химии','Нина Аркадьевна Панова','первый вторник месяца, 15:00',11,'гмо учителей химии нина аркадьевна панова');
INSERT INTO "association" VALUES(6,'school','ГМО учителей биологии','Вера Михайловна Рогова','второй четверг месяца, 15:30',17,'гмо учителей биологии вера михайловна рогова');
INSERT INTO "association" VALUES(7,'school','ГМО учителей географии','Лариса Олеговна Титова','третья среда месяца, 14:30',12,'гмо учителей географии лариса олеговна титова');
INSERT INTO "association" VALUES(8,'school','ГМО учителей истории и обществознания','Михаил Борисович Усов','раз в четверть, в каникулы',28,'гмо учителей истории и обществознания михаил борисович усов');
INSERT INTO "association" VALUES(9,'school','ГМО учителей иностранных языков','Жанна Эдуардовна Фомина','первый вторник месяца, 15:00',41,'гмо учителей иностранных языков жанна эдуардовна фомина');
INSERT INTO "association" VALUES(10,'school','ГМО учителей начальных классов','Тамара Васильевна Цветкова','второй четверг месяца, 15:30',96,'гмо учителей начальных классов тамара васильевна цветкова');
INSERT INTO "association" VALUES(11,'school','ГМО учителей музыки','Эльвира Рашидовна Шарипова','третья среда месяца, 14:30',13,'гмо учителей музыки эльвира рашидовна шарипова');
INSERT INTO "association" VALUES(12,'school','ГМО учителей изобразительного искусства','Юлия Геннадьевна Щукина','раз в четверть, в каникулы',11,'гмо учителей изобразительного искусства юлия геннадьевна щукина');
INSERT INTO "association" VALUES(13,'school','ГМО учителей труда (технологии)','Роман Витальевич Агапов','первый вторник месяца, 15:00',20,'гмо учителей труда технологии роман витальевич агапов');
INSERT INTO "association" VALUES(14,'school','ГМО учителей физической культуры','Олег Иванович Быков','второй четверг месяца, 15:30',33,'гмо учителей физической культуры олег иванович быков');
INSERT INTO "association" VALUES(15,'school','ГМО учителей ОБЗР','Виктор Сергеевич Гусев','третья среда месяца, 14:30',12,'гмо учителей обзр виктор сергеевич гусев');
INSERT INTO "association" VALUES(16,'school','ГМО школьных библиотекарей','Раиса Андреевна Дроздова','раз в четверть, в каникулы',14,'гмо школьных библиотекарей раиса андреевна дроздова');
INSERT INTO "association" VALUES(17,'school','ГМО педагогов-психологов','Евгения Львовна Жукова','первый вторник месяца, 15:00',19,'гмо педагогов психологов евгения львовна жукова');
INSERT INTO "association" VALUES(18,'school','ГМО социальных педагогов','Валентина Ивановна Зимина','второй четверг месяца, 15:30',13,'гмо социальных педагогов валентина ивановна зимина');
INSERT INTO "association" VALUES(19,'school','ГМО педагогов дополнительного образования','Кирилл Андреевич Исаев','третья среда месяца, 14:30',27,'гмо педагогов дополнительного образования кирилл андреевич исаев');
INSERT INTO "association" VALUES(20,'kindergarten','ГМО воспитателей раннего возраста','Алсу Маратовна Камалова','раз в четверть, в каникулы',58,'гмо воспитателей раннего возраста алсу маратовна камалова');
INSERT INTO "association" VALUES(21,'kindergarten','ГМО воспитателей дошкольных групп','Оксана Игоревна Лапина','первый вторник месяца, 15:00',142,'гмо воспитателей дошкольных групп оксана игоревна лапина');
INSERT INTO "association" VALUES(22,'kindergarten','ГМО старших воспитателей','Надежда Петровна Маслова','второй четверг месяца, 15:30',25,'гмо старших воспитателей надежда петровна маслова');
INSERT INTO "association" VALUES(23,'kindergarten','ГМО музыкальных руководителей детских садов','Инна Викторовна Носова','третья среда месяца, 14:30',67,'гмо музыкальных руководителей детских садов инна викторовна носова');
INSERT INTO "association" VALUES(24,'young','Школа молодого учителя','Наталья Юрьевна Зорина','последняя пятница месяца, 16:00',39,'школа молодого учителя наталья юрьевна зорина');
INSERT INTO "association" VALUES(25,'head','Школа руководителя','Татьяна Павловна Громова','второй понедельник месяца, 10:00',28,'школа руководителя татьяна павловна громова');
CREATE TABLE attendance (registration_id INTEGER NOT NULL REFERENCES registration (id),
    session_id INTEGER NOT NULL REFERENCES event_session (id), marked_at INTEGER NOT NULL, marked_by INTEGER REFERENCES person (id),
    PRIMARY KEY (registration_id, session_id)) STRICT, WITHOUT ROWID;
INSERT INTO "attendance" VALUES(1,1,1794830000000,1);
CREATE TABLE authoring_candidate (id INTEGER PRIMARY KEY AUTOINCREMENT, file_id INTEGER UNIQUE, messenger TEXT NOT NULL,
    account TEXT NOT NULL, channel TEXT NOT NULL, chat TEXT NOT NULL, name TEXT NOT NULL, state INTEGER NOT NULL, document TEXT,
    path TEXT, source TEXT, base_hash TEXT, title TEXT, card_id INTEGER, round INTEGER NOT NULL DEFAULT 0, error TEXT,
    created_at INTEGER NOT NULL) STRICT;
INSERT INTO "authoring_candidate" VALUES(1,904,'telegram','3003','1','3003','план.yaml',0,NULL,NULL,NULL,NULL,NULL,NULL,0,NULL,1794823200000);
CREATE TABLE authoring_version (id INTEGER PRIMARY KEY AUTOINCREMENT, document TEXT NOT NULL, path TEXT NOT NULL,
    hash TEXT NOT NULL, title TEXT NOT NULL, source TEXT NOT NULL, served_at INTEGER NOT NULL, messenger TEXT, account TEXT) STRICT;
INSERT INTO "authoring_version" VALUES(1,'needs-2026','questionnaires/needs-2026.yaml','abc','Анкета','dialog: needs-2026',1794823200000,'telegram','3003');
CREATE TABLE chat_move (messenger TEXT NOT NULL, channel TEXT NOT NULL, chat TEXT NOT NULL, moved_to TEXT NOT NULL,
    PRIMARY KEY (messenger, channel, chat)) STRICT, WITHOUT ROWID;
INSERT INTO "chat_move" VALUES('telegram','1','-4001','-1004001');
CREATE TABLE check_in_try (person_id INTEGER NOT NULL REFERENCES person (id), tried_at INTEGER NOT NULL) STRICT;
INSERT INTO "check_in_try" VALUES(6,1794830000000);
CREATE TABLE code_attempt (messenger TEXT NOT NULL, account TEXT NOT NULL, tried_at INTEGER NOT NULL) STRICT;
INSERT INTO "code_attempt" VALUES('telegram','2001',1794823200000);
CREATE TABLE consent (id INTEGER PRIMARY KEY, person_id INTEGER NOT NULL REFERENCES person (id), messenger TEXT NOT NULL,
    account TEXT NOT NULL, revision TEXT NOT NULL, given_at INTEGER NOT NULL, withdrawn_at INTEGER) STRICT;
INSERT INTO "consent" VALUES(1,1,'telegram','3001','demonstration',1794823200000,NULL);
INSERT INTO "consent" VALUES(2,2,'telegram','3002','demonstration',1794823200000,NULL);
INSERT INTO "consent" VALUES(3,3,'telegram','3003','demonstration',1794823200000,NULL);
INSERT INTO "consent" VALUES(4,4,'telegram','3004','demonstration',1794823200000,NULL);
INSERT INTO "consent" VALUES(5,5,'vk','7103','demonstration',1794823200000,NULL);
INSERT INTO "consent" VALUES(6,6,'telegram','2001','demonstration',1794823200000,NULL);
INSERT INTO "consent" VALUES(7,7,'vk','7002','demonstration',1794823200000,NULL);
CREATE TABLE consultation (id INTEGER PRIMARY KEY AUTOINCREMENT, teacher_id INTEGER NOT NULL REFERENCES person (id),
    direction_id TEXT NOT NULL REFERENCES direction (id), subject TEXT NOT NULL, methodist_id INTEGER REFERENCES person (id),
    created_at INTEGER NOT NULL, taken_at INTEGER, closed_at INTEGER, level TEXT, awaits TEXT NOT NULL DEFAULT 'answer', waiting_since INTEGER, counted_from INTEGER, clock INTEGER NOT NULL DEFAULT 0, escalation INTEGER NOT NULL DEFAULT 0, escalated INTEGER NOT NULL DEFAULT 0, promised_until INTEGER, answered_at INTEGER, rating INTEGER, rating_words TEXT, erased_at INTEGER) STRICT;
INSERT INTO "consultation" VALUES(1,6,'primary','Как оценивать проект?',1,1763800000000,1763800100000,NULL,NULL,'nothing',NULL,NULL,0,0,0,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "consultation" VALUES(2,6,'primary','Где взять программу?',NULL,1763800000000,NULL,NULL,NULL,'answer',1763800000000,NULL,0,0,0,NULL,NULL,NULL,NULL,NULL);
CREATE TABLE consultation_card (outbox_id INTEGER PRIMARY KEY, consultation_id INTEGER NOT NULL REFERENCES consultation (id),
    person_id INTEGER NOT NULL, messenger TEXT NOT NULL, channel TEXT NOT NULL, chat TEXT NOT NULL, offered INTEGER NOT NULL DEFAULT 1) STRICT;
INSERT INTO "consultation_card" VALUES(1,1,1,'telegram','1','3001',1);
CREATE TABLE consultation_expected (messenger TEXT NOT NULL, account TEXT NOT NULL, person_id INTEGER NOT NULL, consultation_id INTEGER NOT NULL,
    kind TEXT NOT NULL, target TEXT, PRIMARY KEY (messenger, account)) STRICT, WITHOUT ROWID;
INSERT INTO "consultation_expected" VALUES('vk','7103',5,1,'reply',NULL);
CREATE TABLE consultation_file (message_id INTEGER NOT NULL REFERENCES consultation_message (id), file_id INTEGER NOT NULL,
    PRIMARY KEY (message_id, file_id)) STRICT, WITHOUT ROWID;
INSERT INTO "consultation_file" VALUES(1,1);
CREATE TABLE consultation_group_card (outbox_id INTEGER PRIMARY KEY, consultation_id INTEGER NOT NULL REFERENCES consultation (id),
    messenger TEXT NOT NULL, channel TEXT NOT NULL, chat TEXT NOT NULL) STRICT;
INSERT INTO "consultation_group_card" VALUES(9003,1,'vk','201','2000000001');
CREATE TABLE consultation_handover (outbox_id INTEGER PRIMARY KEY, consultation_id INTEGER NOT NULL REFERENCES consultation (id),
    messenger TEXT NOT NULL, channel TEXT NOT NULL, chat TEXT NOT NULL) STRICT;
CREATE TABLE consultation_message (id INTEGER PRIMARY KEY, consultation_id INTEGER NOT NULL REFERENCES consultation (id),
    author_id INTEGER NOT NULL REFERENCES person (id), text TEXT NOT NULL, written_at INTEGER NOT NULL, messenger TEXT NOT NULL,
    channel TEXT NOT NULL, chat TEXT NOT NULL, source_id TEXT, album TEXT, kind TEXT NOT NULL DEFAULT 'words') STRICT;
INSERT INTO "consultation_message" VALUES(1,1,6,'Как оценивать проект?',1763800000000,'telegram','1','2001','5',NULL,'words');
INSERT INTO "consultation_message" VALUES(2,1,1,'По трём критериям.',1763800200000,'telegram','1','3001','7',NULL,'words');
INSERT INTO "consultation_message" VALUES(3,2,6,'Где взять программу?',1763800000000,'telegram','1','2001','6',NULL,'words');
CREATE TABLE consultation_pending (id INTEGER PRIMARY KEY, person_id INTEGER NOT NULL, text TEXT NOT NULL, messenger TEXT NOT NULL,
    channel TEXT NOT NULL, chat TEXT NOT NULL, source_id TEXT, album TEXT) STRICT;
INSERT INTO "consultation_pending" VALUES(1,6,'И ещё вопрос','telegram','1','2001','55',NULL);
CREATE TABLE consultation_pending_file (pending_id INTEGER NOT NULL REFERENCES consultation_pending (id) ON DELETE CASCADE, file_id INTEGER NOT NULL,
    PRIMARY KEY (pending_id, file_id)) STRICT, WITHOUT ROWID;
INSERT INTO "consultation_pending_file" VALUES(1,901);
CREATE TABLE consultation_prompt (messenger TEXT NOT NULL, channel TEXT NOT NULL, chat TEXT NOT NULL, outbox_id INTEGER NOT NULL,
    PRIMARY KEY (messenger, channel, chat)) STRICT, WITHOUT ROWID;
INSERT INTO "consultation_prompt" VALUES('telegram','1','2001',9001);
CREATE TABLE consultation_rating (consultation_id INTEGER PRIMARY KEY REFERENCES consultation (id), messenger TEXT NOT NULL, channel TEXT NOT NULL,
    chat TEXT NOT NULL, outbox_id INTEGER NOT NULL) STRICT;
INSERT INTO "consultation_rating" VALUES(1,'telegram','1','2001',9002);
CREATE TABLE conversation (id INTEGER PRIMARY KEY, messenger TEXT NOT NULL, channel TEXT NOT NULL, chat TEXT NOT NULL,
    account TEXT NOT NULL, state TEXT NOT NULL, screen_id INTEGER, screen_last INTEGER NOT NULL DEFAULT 0,
    screen_open INTEGER NOT NULL DEFAULT 0, reachable INTEGER NOT NULL DEFAULT 1, updated_at INTEGER NOT NULL,
    UNIQUE (messenger, channel, chat)) STRICT;
INSERT INTO "conversation" VALUES(1,'telegram','1','2001','2001','{}',9102,1,2,1,0);
INSERT INTO "conversation" VALUES(2,'telegram','1','3001','3001','{}',9103,1,1,1,1794823600000);
CREATE TABLE cursor (messenger TEXT NOT NULL, channel TEXT NOT NULL, value TEXT NOT NULL,
    PRIMARY KEY (messenger, channel)) STRICT, WITHOUT ROWID;
INSERT INTO "cursor" VALUES('vk','201','18@1794823600');
CREATE TABLE data_copy (file_id INTEGER PRIMARY KEY REFERENCES file (id) ON DELETE CASCADE, person_id INTEGER NOT NULL REFERENCES person (id)) STRICT;
INSERT INTO "data_copy" VALUES(903,7);
CREATE TABLE dialog_revision (dialog TEXT NOT NULL, revision TEXT NOT NULL, source TEXT NOT NULL, first_served_at INTEGER NOT NULL,
    PRIMARY KEY (dialog, revision)) STRICT, WITHOUT ROWID;
INSERT INTO "dialog_revision" VALUES('needs-2026','0123456789abcdef','dialog: needs-2026',1794823200000);
CREATE TABLE direction (id TEXT PRIMARY KEY, name TEXT NOT NULL, sort INTEGER NOT NULL) STRICT, WITHOUT ROWID;
INSERT INTO "direction" VALUES('attestation','Аттестация и курсы',8);
INSERT INTO "direction" VALUES('humanities','Русский язык, литература, история',3);
INSERT INTO "direction" VALUES('nature','Химия, биология, география',5);
INSERT INTO "direction" VALUES('preschool','Дошкольное образование',2);
INSERT INTO "direction" VALUES('primary','Начальные классы',1);
INSERT INTO "direction" VALUES('science','Математика, физика, информатика',4);
INSERT INTO "direction" VALUES('upbringing','Воспитание и классное руководство',6);
INSERT INTO "direction" VALUES('young','Молодые педагоги и наставники',7);
CREATE TABLE draft (owner TEXT NOT NULL, name TEXT NOT NULL, conversation_id INTEGER NOT NULL REFERENCES conversation (id) ON DELETE CASCADE,
    PRIMARY KEY (owner, name)) STRICT, WITHOUT ROWID;
INSERT INTO "draft" VALUES('person:6','needs-2026',1);
CREATE TABLE entry (id INTEGER PRIMARY KEY, event_id INTEGER NOT NULL REFERENCES festival (event_id), person_id INTEGER NOT NULL REFERENCES person (id),
    nomination_id INTEGER NOT NULL REFERENCES nomination (id), age_group_id INTEGER REFERENCES age_group (id), title TEXT NOT NULL,
    authors TEXT NOT NULL, link TEXT, children TEXT NOT NULL, organization_id INTEGER REFERENCES organization (id), organization_text TEXT,
    entered_at INTEGER NOT NULL, changed_at INTEGER NOT NULL, withdrawn_at INTEGER) STRICT;
INSERT INTO "entry" VALUES(1,90,6,1,1,'Зимний лес','Елена Викторовна',NULL,'3',1,NULL,1794823600000,1794823700000,NULL);
CREATE TABLE entry_file (entry_id INTEGER NOT NULL REFERENCES entry (id), file_id INTEGER NOT NULL, kind TEXT NOT NULL, name TEXT,
    PRIMARY KEY (entry_id, file_id)) STRICT, WITHOUT ROWID;
INSERT INTO "entry_file" VALUES(1,901,'photo','лес.jpg');
CREATE TABLE erased_file (hash TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
INSERT INTO "erased_file" VALUES('0f343b0931126a20f133d67c2b018a3b5e9f0b1f2c0a5d6e7f8091a2b3c4d5e6');
CREATE TABLE erasure (id INTEGER PRIMARY KEY, person_id INTEGER NOT NULL, erased_at INTEGER NOT NULL, act TEXT NOT NULL) STRICT;
INSERT INTO "erasure" VALUES(1,77,1794800000000,'Удалены данные по отзыву согласия.');
CREATE TABLE event (id INTEGER PRIMARY KEY, kind TEXT NOT NULL, title TEXT NOT NULL, description TEXT NOT NULL, place TEXT NOT NULL,
    starts_at INTEGER NOT NULL, places INTEGER, code TEXT, link TEXT, ends_at INTEGER NOT NULL DEFAULT 0, hours INTEGER, quota INTEGER, direction_id TEXT REFERENCES direction (id), organization_kinds TEXT, opens_at INTEGER, closes_at INTEGER, organizer_id INTEGER REFERENCES person (id), created_at INTEGER NOT NULL DEFAULT 0, cancelled_at INTEGER, cancel_reason TEXT) STRICT;
INSERT INTO "event" VALUES(1,'seminar','Оценивание в начальной школе','Критерии, самооценка, обратная связь. Разбираем работы учеников, принесите две-три с собой.','Школа № 3, кабинет 24',1795357800000,25,NULL,NULL,1795363200000,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,NULL,NULL);
INSERT INTO "event" VALUES(2,'seminar','Цифровые инструменты учителя','Собираем урок из готовых ресурсов. Понадобится телефон.','Лицей № 2, кабинет информатики',1795705200000,20,NULL,NULL,1795710600000,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,NULL,NULL);
INSERT INTO "event" VALUES(3,'seminar','Функциональная грамотность на уроках естествознания','Задания, которые решаются всем классом. Ведут учителя гимназии № 1.','Гимназия № 1, актовый зал',1796306400000,40,NULL,NULL,1796311800000,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,NULL,NULL);
INSERT INTO "event" VALUES(4,'seminar','Речевые игры с дошкольниками','Мастер-класс логопедов для воспитателей средних и старших групп.','Детский сад № 5 «Берёзка»',1796909400000,15,NULL,NULL,1796914800000,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,NULL,NULL);
INSERT INTO "event" VALUES(5,'festival','Фестиваль видеоработ «Мой лучший урок»','Короткие видео занятий по трём возрастам. На открытом показе: мастер-классы и круглый стол.','Дворец творчества',1798711200000,NULL,NULL,NULL,1798716600000,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,NULL,NULL);
INSERT INTO "event" VALUES(90,'festival','Мозаика детства','Работы дошкольников.','Дом творчества',1797000000000,NULL,NULL,NULL,1797100000000,NULL,NULL,NULL,NULL,NULL,NULL,NULL,1794823200000,NULL,NULL);
CREATE TABLE event_question (event_id INTEGER NOT NULL REFERENCES event (id), number INTEGER NOT NULL, text TEXT NOT NULL,
    options TEXT, PRIMARY KEY (event_id, number)) STRICT, WITHOUT ROWID;
INSERT INTO "event_question" VALUES(1,1,'Нужна ли парковка?','Да;Нет');
INSERT INTO "event_question" VALUES(1,2,'Ваш вопрос ведущему',NULL);
CREATE TABLE event_session (id INTEGER PRIMARY KEY, event_id INTEGER NOT NULL REFERENCES event (id), number INTEGER NOT NULL,
    starts_at INTEGER NOT NULL, ends_at INTEGER, place TEXT, topic TEXT, code TEXT, reminded_for INTEGER, UNIQUE (event_id, number)) STRICT;
INSERT INTO "event_session" VALUES(1,1,1,1795357800000,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "event_session" VALUES(2,2,1,1795705200000,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "event_session" VALUES(3,3,1,1796306400000,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "event_session" VALUES(4,4,1,1796909400000,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "event_session" VALUES(5,5,1,1798711200000,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "event_session" VALUES(90,90,1,1797000000000,NULL,NULL,NULL,NULL,NULL);
CREATE TABLE festival (event_id INTEGER PRIMARY KEY REFERENCES event (id), closes_at INTEGER NOT NULL) STRICT;
INSERT INTO "festival" VALUES(90,1796900000000);
CREATE TABLE file (id INTEGER PRIMARY KEY, messenger TEXT NOT NULL, channel TEXT NOT NULL, kind TEXT NOT NULL,
    reference TEXT NOT NULL, name TEXT, mime_type TEXT, size INTEGER, hash TEXT, state INTEGER NOT NULL,
    attempts INTEGER NOT NULL DEFAULT 0, not_before INTEGER NOT NULL DEFAULT 0, error TEXT, created_at INTEGER NOT NULL) STRICT;
INSERT INTO "file" VALUES(1,'telegram','1','photo','AgAC','photo.jpg',NULL,10,'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa',1,0,0,NULL,1763800000000);
INSERT INTO "file" VALUES(901,'telegram','1','photo','AgACAgIAAx','лес.jpg','image/jpeg',4096,'b2213295d564916f89a6a42455567c87c3f480fcd7a1c15e220f17d7169a790b',1,0,0,NULL,1794823600000);
INSERT INTO "file" VALUES(902,'vk','201','document','doc7002_1',NULL,NULL,NULL,NULL,0,0,0,NULL,1794823600000);
INSERT INTO "file" VALUES(903,'','','document','','копия.json','application/json',11,NULL,0,0,0,NULL,1794823600000);
INSERT INTO "file" VALUES(904,'telegram','1','document','BQACAgIAAx','план.docx',NULL,100,NULL,0,0,0,NULL,1794823600000);
CREATE TABLE file_content (file_id INTEGER PRIMARY KEY REFERENCES file (id) ON DELETE CASCADE, content BLOB NOT NULL) STRICT;
INSERT INTO "file_content" VALUES(903,X'7B22D0B8D0BCD18F223A317D');
CREATE TABLE file_upload (hash TEXT NOT NULL, kind TEXT NOT NULL, messenger TEXT NOT NULL, channel TEXT NOT NULL, name TEXT NOT NULL,
    PRIMARY KEY (hash, kind, messenger, channel)) STRICT, WITHOUT ROWID;
INSERT INTO "file_upload" VALUES('b2213295d564916f89a6a42455567c87c3f480fcd7a1c15e220f17d7169a790b','photo','vk','201','photo-201_77');
CREATE TABLE inbox (id INTEGER PRIMARY KEY, messenger TEXT NOT NULL, channel TEXT NOT NULL, update_key TEXT NOT NULL,
    received_at INTEGER NOT NULL, state INTEGER NOT NULL, raw TEXT, error TEXT, chat TEXT, inbound TEXT,
    UNIQUE (messenger, channel, update_key)) STRICT;
INSERT INTO "inbox" VALUES(1,'telegram','1','500001',1794823600000,1,NULL,NULL,NULL,NULL);
INSERT INTO "inbox" VALUES(2,'vk','201','m:7002:4',1794823600000,1,NULL,NULL,NULL,NULL);
INSERT INTO "inbox" VALUES(3,'telegram','1','500002',1794823600000,3,NULL,NULL,NULL,NULL);
INSERT INTO "inbox" VALUES(4,'telegram','1','500003',1794823600000,2,'{"update_id":500003}','System.InvalidOperationException: example','2001','{"key":"500003","kind":4,"chat":"2001","account":"2001","text":"вопрос"}');
CREATE TABLE intake_mark (messenger TEXT NOT NULL, channel TEXT NOT NULL, update_key TEXT NOT NULL, attempts INTEGER NOT NULL,
    PRIMARY KEY (messenger, channel, update_key)) STRICT, WITHOUT ROWID;
INSERT INTO "intake_mark" VALUES('vk','201','m:7002:5',2);
CREATE TABLE invitation (code TEXT PRIMARY KEY, role TEXT NOT NULL, person_id INTEGER REFERENCES person (id),
    organization_id INTEGER REFERENCES organization (id), directions TEXT, levels TEXT, is_deputy INTEGER NOT NULL DEFAULT 0,
    created_by INTEGER REFERENCES person (id), created_at INTEGER NOT NULL, expires_at INTEGER NOT NULL, used_by INTEGER REFERENCES person (id),
    used_at INTEGER) STRICT, WITHOUT ROWID;
INSERT INTO "invitation" VALUES('K7WQ2M','methodist',7,NULL,'primary','noo',1,3,1794823200000,1795428000000,NULL,NULL);
CREATE TABLE job (id INTEGER PRIMARY KEY, person_id INTEGER NOT NULL REFERENCES person (id),
    organization_id INTEGER REFERENCES organization (id), organization_text TEXT, position TEXT NOT NULL, area TEXT,
    is_main INTEGER NOT NULL) STRICT;
INSERT INTO "job" VALUES(1,6,3,NULL,'Учитель-предметник',NULL,1);
INSERT INTO "job" VALUES(2,7,19,NULL,'Старший воспитатель',NULL,1);
CREATE TABLE link_code (code TEXT PRIMARY KEY, person_id INTEGER NOT NULL REFERENCES person (id), messenger TEXT NOT NULL,
    expires_at INTEGER NOT NULL) STRICT, WITHOUT ROWID;
INSERT INTO "link_code" VALUES('482913',7,'vk',1794826800000);
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
INSERT INTO "meta" VALUES('epoch','157336004');
INSERT INTO "meta" VALUES('running','yes');
INSERT INTO "meta" VALUES('unknown_outcomes','3');
CREATE TABLE methodist (person_id INTEGER NOT NULL REFERENCES person (id), direction_id TEXT NOT NULL REFERENCES direction (id), is_deputy INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (person_id, direction_id)) STRICT, WITHOUT ROWID;
INSERT INTO "methodist" VALUES(1,'primary',0);
INSERT INTO "methodist" VALUES(1,'young',0);
INSERT INTO "methodist" VALUES(2,'preschool',0);
INSERT INTO "methodist" VALUES(2,'primary',0);
INSERT INTO "methodist" VALUES(3,'attestation',0);
INSERT INTO "methodist" VALUES(3,'humanities',0);
INSERT INTO "methodist" VALUES(4,'nature',0);
INSERT INTO "methodist" VALUES(4,'science',0);
INSERT INTO "methodist" VALUES(5,'upbringing',0);
INSERT INTO "methodist" VALUES(5,'young',0);
CREATE TABLE methodist_level (person_id INTEGER NOT NULL, direction_id TEXT NOT NULL, level TEXT NOT NULL,
    PRIMARY KEY (person_id, direction_id, level),
    FOREIGN KEY (person_id, direction_id) REFERENCES methodist (person_id, direction_id) ON DELETE CASCADE) STRICT, WITHOUT ROWID;
INSERT INTO "methodist_level" VALUES(1,'primary','noo');
INSERT INTO "methodist_level" VALUES(1,'young','noo');
CREATE TABLE nomination (id INTEGER PRIMARY KEY, event_id INTEGER NOT NULL REFERENCES festival (event_id), number INTEGER NOT NULL,
    name TEXT NOT NULL, retired_at INTEGER, UNIQUE (event_id, name)) STRICT;
INSERT INTO "nomination" VALUES(1,90,1,'Рисунок',NULL);
INSERT INTO "nomination" VALUES(2,90,2,'Поделка',1794823200000);
CREATE TABLE notice (id INTEGER PRIMARY KEY, person_id INTEGER NOT NULL REFERENCES person (id), kind INTEGER NOT NULL, subject TEXT, tag TEXT,
    message TEXT, expires_at INTEGER, state INTEGER NOT NULL, sent_at INTEGER) STRICT;
INSERT INTO "notice" VALUES(1,6,1,'event:1',NULL,'{"text":[{"text":"Завтра семинар."}]}',1795428000000,0,NULL);
INSERT INTO "notice" VALUES(2,7,1,NULL,NULL,NULL,NULL,1,1794823500000);
CREATE TABLE organization (id INTEGER PRIMARY KEY, kind TEXT NOT NULL, name TEXT NOT NULL UNIQUE, search TEXT NOT NULL,
    sort INTEGER NOT NULL, code TEXT, aliases TEXT NOT NULL DEFAULT '', municipality TEXT, closed_at INTEGER) STRICT;
INSERT INTO "organization" VALUES(1,'school','Гимназия № 1','гимназия 1',1,NULL,'',NULL,NULL);
INSERT INTO "organization" VALUES(2,'school','Лицей № 2','лицей 2',2,NULL,'',NULL,NULL);
INSERT INTO "organization" VALUES(3,'school','Школа № 3','школа 3 сош мбоу',3,NULL,'',NULL,NULL);
INSERT INTO "organization" VALUES(4,'school','Школа № 4','школа 4 сош мбоу',4,NULL,'',NULL,NULL);
INSERT INTO "organization" VALUES(5,'school','Школа № 5','школа 5 сош мбоу',5,NULL,'',NULL,NULL);
INSERT INTO "organization" VALUES(6,'school','Школа № 6','школа 6 сош мбоу',6,NULL,'',NULL,NULL);
INSERT INTO "organization" VALUES(7,'school','Школа № 7','школа 7 сош мбоу',7,NULL,'',NULL,NULL);
INSERT INTO "organization" VALUES(8,'school','Школа № 8','школа 8 сош мбоу',8,NULL,'',NULL,NULL);
INSERT INTO "organization" VALUES(9,'school','Школа № 9','школа 9 сош мбоу',9,NULL,'',NULL,NULL);
INSERT INTO "organization" VALUES(10,'school','Школа № 10','школа 10 сош мбоу',10,NULL,'',NULL,NULL);
INSERT INTO "organization" VALUES(11,'school','Школа № 11','школа 11 сош мбоу',11,NULL,'',NULL,NULL);
INSERT INTO "organization" VALUES(12,'school','Школа № 12','школа 12 сош мбоу',12,NULL,'',NULL,NULL);
INSERT INTO "organization" VALUES(13,'school','Школа № 13','школа 13 сош мбоу',13,NULL,'',NULL,NULL);
INSERT INTO "organization" VALUES(14,'school','Школа-интернат № 14','школа интернат 14',14,NULL,'',NULL,NULL);
INSERT INTO "organization" VALUES(15,'kindergarten','Детский сад № 1 «Солнышко»','детский сад 1 солнышко доу садик мбдоу',1,NULL,'',NULL,NULL);
INSERT INTO "organization" VALUES(16,'kindergarten','Детский сад № 2 «Ромашка»','детский сад 2 ромашка доу садик мбдоу',2,NULL,'',NULL,NULL);
INSERT INTO "organization" VALUES(17,'kindergarten','Детский сад № 3 «Теремок»','детский сад 3 теремок доу садик мбдоу',3,NULL,'',NULL,NULL);
INSERT INTO "organization" VALUES(18,'kindergarten','Детский сад № 4 «Колобок»','детский сад 4 колобок доу садик мбдоу',4,NULL,'',NULL,NULL);
INSERT INTO "organization" VALUES(19,'kindergarten','Детский сад № 5 «Берёзка»','детский сад 5 березка доу садик мбдоу',5,NULL,'',NULL,NULL);
INSERT INTO "organization" VALUES(20,'kindergarten','Детский сад № 6 «Сказка»','детский сад 6 сказка доу садик мбдоу',6,NULL,'',NULL,NULL);
INSERT INTO "organization" VALUES(21,'kindergarten','Детский сад № 7 «Родничок»','детский сад 7 родничок доу садик мбдоу',7,NULL,'',NULL,NULL);
INSERT INTO "organization" VALUES(22,'kindergarten','Детский сад № 8 «Журавушка»','детский сад 8 журавушка доу садик мбдоу',8,NULL,'',NULL,NULL);
INSERT INTO "organization" VALUES(23,'kindergarten','Детский сад № 9 «Радуга»','детский сад 9 радуга доу садик мбдоу',9,NULL,'',NULL,NULL);
INSERT INTO "organization" VALUES(24,'kindergarten','Детский сад № 10 «Светлячок»','детский сад 10 светлячок доу садик мбдоу',10,NULL,'',NULL,NULL);
INSERT INTO "organization" VALUES(25,'kindergarten','Детский сад № 11 «Ёлочка»','детский сад 11 елочка доу садик мбдоу',11,NULL,'',NULL,NULL);
INSERT INTO "organization" VALUES(26,'kindergarten','Детский сад № 12 «Золотой ключик»','детский сад 12 золотой ключик доу садик мбдоу',12,NULL,'',NULL,NULL);
INSERT INTO "organization" VALUES(27,'kindergarten','Детский сад № 13 «Дюймовочка»','детский сад 13 дюймовочка доу садик мбдоу',13,NULL,'',NULL,NULL);
INSERT INTO "organization" VALUES(28,'kindergarten','Детский сад № 14 «Чебурашка»','детский сад 14 чебурашка доу садик мбдоу',14,NULL,'',NULL,NULL);
INSERT INTO "organization" VALUES(29,'kindergarten','Детский сад № 15 «Аленький цветочек»','детский сад 15 аленький цветочек доу садик мбдоу',15,NULL,'',NULL,NULL);
INSERT INTO "organization" VALUES(30,'kindergarten','Детский сад № 16 «Ласточка»','детский сад 16 ласточка доу садик мбдоу',16,NULL,'',NULL,NULL);
INSERT INTO "organization" VALUES(31,'kindergarten','Детский сад № 17 «Рябинка»','детский сад 17 рябинка доу садик мбдоу',17,NULL,'',NULL,NULL);
INSERT INTO "organization" VALUES(32,'kindergarten','Детский сад № 18 «Улыбка»','детский сад 18 улыбка доу садик мбдоу',18,NULL,'',NULL,NULL);
INSERT INTO "organization" VALUES(33,'kindergarten','Детский сад № 19 «Звёздочка»','детский сад 19 звездочка доу садик мбдоу',19,NULL,'',NULL,NULL);
INSERT INTO "organization" VALUES(34,'kindergarten','Детский сад № 20 «Жемчужинка»','детский сад 20 жемчужинка доу садик мбдоу',20,NULL,'',NULL,NULL);
INSERT INTO "organization" VALUES(35,'kindergarten','Детский сад № 21 «Огонёк»','детский сад 21 огонек доу садик мбдоу',21,NULL,'',NULL,NULL);
INSERT INTO "organization" VALUES(36,'kindergarten','Детский сад № 22 «Росинка»','детский сад 22 росинка доу садик мбдоу',22,NULL,'',NULL,NULL);
INSERT INTO "organization" VALUES(37,'kindergarten','Детский сад № 23 «Снежинка»','детский сад 23 снежинка доу садик мбдоу',23,NULL,'',NULL,NULL);
INSERT INTO "organization" VALUES(38,'kindergarten','Детский сад № 24 «Кораблик»','детский сад 24 кораблик доу садик мбдоу',24,NULL,'',NULL,NULL);
INSERT INTO "organization" VALUES(39,'kindergarten','Детский сад № 25 «Умка»','детский сад 25 умка доу садик мбдоу',25,NULL,'',NULL,NULL);
INSERT INTO "organization" VALUES(40,'extra','Дворец творчества','дворец творчества ддт дом',1,NULL,'',NULL,NULL);
INSERT INTO "organization" VALUES(41,'extra','Станция юных техников','станция юных техников сют',2,NULL,'',NULL,NULL);
INSERT INTO "organization" VALUES(42,'extra','Спортивная школа «Металлург»','спортивная школа металлург дюсш',3,NULL,'',NULL,NULL);
CREATE TABLE outbox (id INTEGER PRIMARY KEY, messenger TEXT NOT NULL, channel TEXT NOT NULL, chat TEXT NOT NULL,
    kind INTEGER NOT NULL, target_id INTEGER, payload TEXT NOT NULL, priority INTEGER NOT NULL, state INTEGER NOT NULL,
    attempts INTEGER NOT NULL DEFAULT 0, not_before INTEGER NOT NULL DEFAULT 0, message_id TEXT, tag TEXT, error TEXT,
    created_at INTEGER NOT NULL, finished_at INTEGER, mailing_id INTEGER) STRICT;
INSERT INTO "outbox" VALUES(1,'telegram','1','2001',1,NULL,'{"text":[{"text":"Напоминаем: "},{"text":"Оценивание в начальной школе","style":1},{"text":".\n22 ноября, 14:30, Школа № 3, кабинет 24.\nЕсли планы изменились, отмените запись: Меню → «Мои записи»."}],"buttons":[],"attachments":[],"standingWords":[]}',1,0,0,0,NULL,NULL,NULL,1795185000000,NULL,NULL);
INSERT INTO "outbox" VALUES(9001,'telegram','1','2001',1,NULL,'{"text":[{"text":"К какому обращению это относится?"}]}',0,2,0,0,'901',NULL,NULL,1794823600000,1794823600500,NULL);
INSERT INTO "outbox" VALUES(9002,'telegram','1','2001',1,NULL,'{"text":[{"text":"Оцените ответ"}]}',0,2,0,0,'902',NULL,NULL,1794823600000,1794823600500,NULL);
INSERT INTO "outbox" VALUES(9003,'vk','201','2000000001',1,NULL,'{"text":[{"text":"Обращение № 1"}]}',0,2,0,0,'12','consultations:1',NULL,1794823600000,1794823600500,NULL);
INSERT INTO "outbox" VALUES(9004,'vk','201','7002',1,NULL,'{"text":[{"text":"Не отправлено"}]}',0,1,0,0,NULL,NULL,NULL,1794823600000,NULL,NULL);
INSERT INTO "outbox" VALUES(9005,'vk','201','',4,NULL,'{"text":[{"text":"В пятницу центр не работает."}]}',2,0,0,0,NULL,NULL,NULL,1794823600000,NULL,NULL);
INSERT INTO "outbox" VALUES(9006,'vk','201','',5,NULL,'{"text":[{"text":"В пятницу центр не работает."}]}',2,0,0,0,NULL,NULL,NULL,1794823600000,NULL,9005);
INSERT INTO "outbox" VALUES(9102,'telegram','1','2001',1,NULL,'{"text":[{"text":"Ваш телефон?"}],"request":{"label":"Отправить номер"}}',0,2,0,0,'903',NULL,NULL,1794823600000,1794823600500,NULL);
INSERT INTO "outbox" VALUES(9103,'telegram','1','3001',1,NULL,'{"text":[{"text":"Чем помочь?"}],"buttons":[{"data":"1.a","label":"Мои записи"}]}',0,2,0,0,'904',NULL,NULL,1794823600000,1794823600500,NULL);
CREATE TABLE outbox_file (outbox_id INTEGER NOT NULL REFERENCES outbox (id) ON DELETE CASCADE, file_id INTEGER NOT NULL,
    PRIMARY KEY (outbox_id, file_id)) STRICT, WITHOUT ROWID;
INSERT INTO "outbox_file" VALUES(9003,901);
CREATE TABLE outbox_part (outbox_id INTEGER NOT NULL REFERENCES outbox (id) ON DELETE CASCADE, messenger TEXT NOT NULL,
    channel TEXT NOT NULL, chat TEXT NOT NULL, message_id TEXT NOT NULL,
    PRIMARY KEY (messenger, channel, chat, message_id)) STRICT, WITHOUT ROWID;
INSERT INTO "outbox_part" VALUES(9003,'vk','201','2000000001','13');
CREATE TABLE outbox_recipient (outbox_id INTEGER NOT NULL REFERENCES outbox (id) ON DELETE CASCADE, chat TEXT NOT NULL,
    state INTEGER NOT NULL DEFAULT 0, error TEXT, PRIMARY KEY (outbox_id, chat)) STRICT, WITHOUT ROWID;
INSERT INTO "outbox_recipient" VALUES(9005,'7004',0,NULL);
INSERT INTO "outbox_recipient" VALUES(9006,'7002',0,NULL);
CREATE TABLE parked_conversation (conversation_id INTEGER NOT NULL REFERENCES conversation (id), owner TEXT NOT NULL, state TEXT NOT NULL,
    PRIMARY KEY (conversation_id, owner)) STRICT, WITHOUT ROWID;
INSERT INTO "parked_conversation" VALUES(1,'person:6','{}');
CREATE TABLE person (id INTEGER PRIMARY KEY, surname TEXT, first_name TEXT, patronymic TEXT, created_at INTEGER NOT NULL, preferred TEXT, invited INTEGER NOT NULL DEFAULT 1, search TEXT NOT NULL DEFAULT '', erased_at INTEGER) STRICT;
INSERT INTO "person" VALUES(1,'Белова','Ольга','Ивановна',1794823200000,NULL,1,'',NULL);
INSERT INTO "person" VALUES(2,'Крылова','Анна','Сергеевна',1794823200000,NULL,1,'',NULL);
INSERT INTO "person" VALUES(3,'Громова','Татьяна','Павловна',1794823200000,NULL,1,'',NULL);
INSERT INTO "person" VALUES(4,'Ефимов','Сергей','Николаевич',1794823200000,NULL,1,'',NULL);
INSERT INTO "person" VALUES(5,'Зорина','Наталья','Юрьевна',1794823200000,NULL,1,'',NULL);
INSERT INTO "person" VALUES(6,'Соколова','Елена','Викторовна',1794823200000,NULL,1,'',NULL);
INSERT INTO "person" VALUES(7,'Тимофеева','Светлана','Андреевна',1794823200000,NULL,1,'',NULL);
INSERT INTO "person" VALUES(8,NULL,NULL,NULL,1794823200000,NULL,1,'',NULL);
INSERT INTO "person" VALUES(9,NULL,NULL,NULL,1794823200000,NULL,1,'',NULL);
INSERT INTO "person" VALUES(10,NULL,NULL,NULL,1794823200000,NULL,1,'',NULL);
INSERT INTO "person" VALUES(11,NULL,NULL,NULL,1794823200000,NULL,1,'',NULL);
INSERT INTO "person" VALUES(12,NULL,NULL,NULL,1794823200000,NULL,1,'',NULL);
INSERT INTO "person" VALUES(13,NULL,NULL,NULL,1794823200000,NULL,1,'',NULL);
CREATE TABLE preview (id INTEGER PRIMARY KEY AUTOINCREMENT, conversation_id INTEGER NOT NULL UNIQUE REFERENCES conversation (id),
    slice TEXT NOT NULL, subject TEXT NOT NULL, path TEXT NOT NULL, source TEXT NOT NULL, dialog TEXT NOT NULL,
    state TEXT NOT NULL) STRICT;
CREATE TABLE registration (id INTEGER PRIMARY KEY, event_id INTEGER NOT NULL REFERENCES event (id),
    person_id INTEGER NOT NULL REFERENCES person (id), registered_at INTEGER NOT NULL, cancelled_at INTEGER, placed_at INTEGER, role TEXT NOT NULL DEFAULT 'participant', registered_by INTEGER REFERENCES person (id), consent_stated_at INTEGER, organization_id INTEGER REFERENCES organization (id), organization_text TEXT) STRICT;
INSERT INTO "registration" VALUES(1,1,8,1794823200000,NULL,1794823200000,'participant',NULL,NULL,NULL,NULL);
INSERT INTO "registration" VALUES(2,1,9,1794823200000,NULL,1794823200000,'participant',NULL,NULL,NULL,NULL);
INSERT INTO "registration" VALUES(3,1,10,1794823200000,NULL,1794823200000,'participant',NULL,NULL,NULL,NULL);
INSERT INTO "registration" VALUES(4,1,11,1794823200000,NULL,1794823200000,'participant',NULL,NULL,NULL,NULL);
INSERT INTO "registration" VALUES(5,1,12,1794823200000,NULL,1794823200000,'participant',NULL,NULL,NULL,NULL);
INSERT INTO "registration" VALUES(6,1,13,1794823200000,NULL,1794823200000,'participant',NULL,NULL,NULL,NULL);
INSERT INTO "registration" VALUES(7,1,6,1763800000000,NULL,1763800000000,'participant',NULL,NULL,NULL,NULL);
CREATE TABLE registration_answer (registration_id INTEGER NOT NULL REFERENCES registration (id), number INTEGER NOT NULL,
    question TEXT NOT NULL, answer TEXT NOT NULL, PRIMARY KEY (registration_id, number)) STRICT, WITHOUT ROWID;
INSERT INTO "registration_answer" VALUES(1,1,'Нужна ли парковка?','Да');
CREATE TABLE "response" (id INTEGER PRIMARY KEY, questionnaire TEXT NOT NULL, subject TEXT NOT NULL,
    person_id INTEGER REFERENCES person (id), revision TEXT NOT NULL, submitted_at INTEGER NOT NULL, updated_at INTEGER,
    messenger TEXT NOT NULL, skipped TEXT NOT NULL, UNIQUE (questionnaire, subject, person_id)) STRICT;
INSERT INTO "response" VALUES(1,'needs-2026','',6,'r1',1763800000000,NULL,'telegram','');
CREATE TABLE "response_answer" (response_id INTEGER NOT NULL REFERENCES "response" (id) ON DELETE CASCADE,
    question_id TEXT NOT NULL, option_id TEXT NOT NULL, text TEXT, number TEXT, deficit TEXT,
    PRIMARY KEY (response_id, question_id, option_id)) STRICT, WITHOUT ROWID;
INSERT INTO "response_answer" VALUES(1,'difficulties','assess','Оценивание',NULL,NULL);
INSERT INTO "response_answer" VALUES(1,'difficulties','ict','Цифровые инструменты',NULL,NULL);
INSERT INTO "response_answer" VALUES(1,'experience','lt3','До трёх лет',NULL,NULL);
INSERT INTO "response_answer" VALUES(1,'hours','',NULL,'6',NULL);
INSERT INTO "response_answer" VALUES(1,'wish','','Семинар об оценивании',NULL,NULL);
CREATE TABLE "response_file" (response_id INTEGER NOT NULL REFERENCES "response" (id) ON DELETE CASCADE,
    question_id TEXT NOT NULL, file_id INTEGER NOT NULL, PRIMARY KEY (response_id, question_id, file_id)) STRICT, WITHOUT ROWID;
INSERT INTO "response_file" VALUES(1,'plan',904);
CREATE TABLE response_receipt (questionnaire TEXT NOT NULL, subject TEXT NOT NULL, person_id INTEGER NOT NULL REFERENCES person (id),
    PRIMARY KEY (questionnaire, subject, person_id)) STRICT, WITHOUT ROWID;
INSERT INTO "response_receipt" VALUES('feedback','',6);
CREATE TABLE response_reminder (questionnaire TEXT NOT NULL, organization_id INTEGER NOT NULL REFERENCES organization (id),
    reminded_at INTEGER NOT NULL, PRIMARY KEY (questionnaire, organization_id)) STRICT, WITHOUT ROWID;
INSERT INTO "response_reminder" VALUES('needs-2026',1,1794823200000);
CREATE TABLE response_start (questionnaire TEXT NOT NULL, subject TEXT NOT NULL, person_id INTEGER NOT NULL REFERENCES person (id),
    begun_at INTEGER NOT NULL, PRIMARY KEY (questionnaire, subject, person_id)) STRICT, WITHOUT ROWID;
INSERT INTO "response_start" VALUES('needs-2026','',7,1794823200000);
CREATE TABLE role (id INTEGER PRIMARY KEY, person_id INTEGER NOT NULL REFERENCES person (id), role TEXT NOT NULL,
    organization_id INTEGER REFERENCES organization (id), granted_at INTEGER NOT NULL) STRICT;
INSERT INTO "role" VALUES(1,3,'head',NULL,1794823200000);
INSERT INTO "role" VALUES(2,6,'organization',1,1794823200000);
CREATE TABLE schema_version (part TEXT PRIMARY KEY, version INTEGER NOT NULL) STRICT, WITHOUT ROWID;
INSERT INTO "schema_version" VALUES('announcements',1);
INSERT INTO "schema_version" VALUES('associations',1);
INSERT INTO "schema_version" VALUES('authoring',2);
INSERT INTO "schema_version" VALUES('consultations',5);
INSERT INTO "schema_version" VALUES('conversations',10);
INSERT INTO "schema_version" VALUES('events',2);
INSERT INTO "schema_version" VALUES('festivals',1);
INSERT INTO "schema_version" VALUES('notices',1);
INSERT INTO "schema_version" VALUES('operation',0);
INSERT INTO "schema_version" VALUES('people',2);
INSERT INTO "schema_version" VALUES('questionnaires',2);
CREATE TABLE timer (id INTEGER PRIMARY KEY, due_at INTEGER NOT NULL, kind TEXT NOT NULL, subject TEXT NOT NULL) STRICT;
INSERT INTO "timer" VALUES(1,4102444800000,'events.reminder','7');
CREATE INDEX inbox_received ON inbox (received_at);
CREATE INDEX conversation_account ON conversation (messenger, account);
CREATE INDEX draft_conversation ON draft (conversation_id, name);
CREATE INDEX outbox_waiting ON outbox (messenger, channel, chat, id) WHERE state < 2;
CREATE INDEX outbox_message ON outbox (messenger, channel, chat, message_id) WHERE message_id IS NOT NULL;
CREATE INDEX file_wanted ON file (not_before) WHERE state = 0;
CREATE INDEX timer_due ON timer (due_at);
CREATE INDEX account_person ON account (person_id);
CREATE INDEX job_person ON job (person_id);
CREATE INDEX consent_person ON consent (person_id);
CREATE INDEX event_start ON event (starts_at);
CREATE UNIQUE INDEX registration_once ON registration (event_id, person_id) WHERE cancelled_at IS NULL;
CREATE INDEX registration_person ON registration (person_id);
CREATE INDEX consultation_open ON consultation (direction_id) WHERE closed_at IS NULL;
CREATE INDEX consultation_teacher ON consultation (teacher_id);
CREATE INDEX consultation_message_of ON consultation_message (consultation_id);
CREATE INDEX consultation_message_source ON consultation_message (messenger, channel, chat, source_id);
CREATE INDEX consultation_card_of ON consultation_card (consultation_id);
CREATE INDEX authoring_pending ON authoring_candidate (id) WHERE state = 3;
CREATE INDEX authoring_version_of ON authoring_version (document, id);
CREATE INDEX file_hash ON file (hash) WHERE hash IS NOT NULL;
CREATE INDEX outbox_tag ON outbox (tag) WHERE tag IS NOT NULL;
CREATE INDEX outbox_chat ON outbox (messenger, channel, chat);
CREATE INDEX outbox_part_of ON outbox_part (outbox_id);
CREATE INDEX outbox_finished ON outbox (finished_at) WHERE tag IS NULL AND finished_at IS NOT NULL;
CREATE INDEX timer_what ON timer (kind, subject);
CREATE INDEX outbox_recipient_chat ON outbox_recipient (chat);
CREATE INDEX outbox_mailing ON outbox (mailing_id) WHERE mailing_id IS NOT NULL AND state < 2;
CREATE INDEX inbox_marked ON inbox (id) WHERE state = 4;
CREATE UNIQUE INDEX organization_code ON organization (code) WHERE code IS NOT NULL;
CREATE INDEX account_sharer_person ON account_sharer (person_id);
CREATE INDEX job_organization ON job (organization_id);
CREATE UNIQUE INDEX role_once ON role (person_id, role, ifnull(organization_id, 0));
CREATE INDEX link_code_person ON link_code (person_id);
CREATE INDEX code_attempt_of ON code_attempt (messenger, account, tried_at);
CREATE INDEX data_copy_person ON data_copy (person_id);
CREATE INDEX notice_subject ON notice (subject) WHERE state = 0;
CREATE INDEX notice_person ON notice (person_id, sent_at);
CREATE INDEX response_answer_option ON response_answer (question_id, option_id, response_id);
CREATE INDEX response_answer_deficit ON response_answer (deficit, response_id) WHERE deficit IS NOT NULL;
CREATE INDEX response_person ON response (person_id);
CREATE VIEW response_participant AS
    SELECT questionnaire, subject, person_id FROM response WHERE person_id IS NOT NULL
    UNION ALL SELECT questionnaire, subject, person_id FROM response_receipt;
CREATE UNIQUE INDEX event_code ON event (code) WHERE code IS NOT NULL;
CREATE INDEX event_end ON event (ends_at);
CREATE INDEX event_session_start ON event_session (starts_at);
CREATE INDEX registration_event ON registration (event_id);
CREATE INDEX check_in_try_person ON check_in_try (person_id, tried_at);
CREATE INDEX entry_event ON entry (event_id, nomination_id);
CREATE INDEX entry_person ON entry (person_id);
CREATE INDEX consultation_methodist ON consultation (methodist_id) WHERE closed_at IS NULL;
CREATE INDEX consultation_message_album ON consultation_message (messenger, channel, chat, album) WHERE album IS NOT NULL;
CREATE INDEX consultation_pending_of ON consultation_pending (messenger, channel, chat, person_id);
CREATE TRIGGER consultation_direction_taken AFTER DELETE ON methodist
WHEN EXISTS (SELECT 1 FROM consultation WHERE methodist_id = OLD.person_id AND closed_at IS NULL)
BEGIN
    INSERT INTO timer (due_at, kind, subject) VALUES (0, 'consultations.dismissed', OLD.person_id || ':' || OLD.direction_id);
END;
CREATE TRIGGER consultation_role_taken AFTER DELETE ON role
WHEN EXISTS (SELECT 1 FROM consultation WHERE methodist_id = OLD.person_id AND closed_at IS NULL)
BEGIN
    INSERT INTO timer (due_at, kind, subject) VALUES (0, 'consultations.dismissed', OLD.person_id || ':');
END;
CREATE INDEX consultation_group_card_of ON consultation_group_card (consultation_id);
CREATE INDEX outbox_ready ON outbox (messenger, channel, priority, id) WHERE state = 0;
CREATE INDEX outbox_paused ON outbox (messenger, channel, not_before) WHERE state = 0 AND not_before > 0;
CREATE INDEX outbox_finished_tagged ON outbox (finished_at) WHERE tag IS NOT NULL AND finished_at IS NOT NULL;
CREATE INDEX consultation_handover_of ON consultation_handover (consultation_id);
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('consultation',2);
INSERT INTO "sqlite_sequence" VALUES('authoring_version',1);
INSERT INTO "sqlite_sequence" VALUES('authoring_candidate',1);
COMMIT;
