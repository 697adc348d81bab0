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
CREATE TABLE authoring_candidate (id INTEGER PRIMARY KEY AUTOINCREMENT, file_id INTEGER UNIQUE, messenger TEXT NOT NULL,
    account TEXT NOT NULL, channel TEXT NOT NULL, chat TEXT NOT NULL, name TEXT NOT NULL, state INTEGER NOT NULL, document TEXT,
    path TEXT, source TEXT, base_hash TEXT, title TEXT, card_id INTEGER, round INTEGER NOT NULL DEFAULT 0, error TEXT,
    created_at INTEGER NOT NULL) STRICT;
CREATE TABLE authoring_version (id INTEGER PRIMARY KEY AUTOINCREMENT, document TEXT NOT NULL, path TEXT NOT NULL,
    hash TEXT NOT NULL, title TEXT NOT NULL, source TEXT NOT NULL, served_at INTEGER NOT NULL, messenger TEXT, account TEXT) STRICT;
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
    created_at INTEGER NOT NULL, taken_at INTEGER, closed_at INTEGER) STRICT;
INSERT INTO "consultation" VALUES(1,6,'primary','Как оценивать проект?',1,1763800000000,1763800100000,NULL);
INSERT INTO "consultation" VALUES(2,6,'primary','Где взять программу?',NULL,1763800000000,NULL,NULL);
CREATE TABLE consultation_card (outbox_id INTEGER PRIMARY KEY, consultation_id INTEGER NOT NULL REFERENCES consultation (id),
    person_id INTEGER NOT NULL, messenger TEXT NOT NULL, channel TEXT NOT NULL, chat TEXT NOT NULL) STRICT;
INSERT INTO "consultation_card" VALUES(1,1,1,'telegram','1','3001');
CREATE TABLE consultation_current (messenger TEXT NOT NULL, account TEXT NOT NULL, consultation_id INTEGER NOT NULL,
    PRIMARY KEY (messenger, account)) STRICT, WITHOUT ROWID;
INSERT INTO "consultation_current" VALUES('telegram','2001',1);
CREATE TABLE consultation_file (message_id INTEGER NOT NULL REFERENCES consultation_message (id), file_id INTEGER NOT NULL,
    PRIMARY KEY (message_id, file_id)) STRICT, WITHOUT ROWID;
INSERT INTO "consultation_file" VALUES(1,1);
CREATE TABLE consultation_message (id INTEGER PRIMARY KEY, consultation_id INTEGER NOT NULL REFERENCES consultation (id),
    author_id INTEGER NOT NULL REFERENCES person (id), text TEXT NOT NULL, written_at INTEGER NOT NULL, messenger TEXT NOT NULL,
    channel TEXT NOT NULL, chat TEXT NOT NULL, source_id TEXT, album TEXT) STRICT;
INSERT INTO "consultation_message" VALUES(1,1,6,'Как оценивать проект?',1763800000000,'telegram','1','2001','5',NULL);
INSERT INTO "consultation_message" VALUES(2,1,1,'По трём критериям.',1763800200000,'telegram','1','3001','7',NULL);
INSERT INTO "consultation_message" VALUES(3,2,6,'Где взять программу?',1763800000000,'telegram','1','2001','6',NULL);
CREATE TABLE conversation (id INTEGER PRIMARY KEY, messenger TEXT NOT NULL, channel TEXT NOT NULL, chat TEXT NOT NULL,
    account TEXT NOT NULL, state TEXT NOT NULL, screen_id INTEGER, screen_last INTEGER NOT NULL DEFAULT 0,
    screen_open INTEGER NOT NULL DEFAULT 0, reachable INTEGER NOT NULL DEFAULT 1, updated_at INTEGER NOT NULL,
    UNIQUE (messenger, channel, chat)) STRICT;
INSERT INTO "conversation" VALUES(1,'telegram','1','2001','2001','{}',NULL,0,0,1,0);
CREATE TABLE cursor (messenger TEXT NOT NULL, channel TEXT NOT NULL, value TEXT NOT NULL,
    PRIMARY KEY (messenger, channel)) STRICT, WITHOUT ROWID;
CREATE TABLE dialog_revision (dialog TEXT NOT NULL, revision TEXT NOT NULL, source TEXT NOT NULL, first_served_at INTEGER NOT NULL,
    PRIMARY KEY (dialog, revision)) STRICT, WITHOUT ROWID;
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
CREATE TABLE event (id INTEGER PRIMARY KEY, kind TEXT NOT NULL, title TEXT NOT NULL, description TEXT NOT NULL, place TEXT NOT NULL,
    starts_at INTEGER NOT NULL, places INTEGER) STRICT;
INSERT INTO "event" VALUES(1,'seminar','Оценивание в начальной школе','Критерии, самооценка, обратная связь. Разбираем работы учеников, принесите две-три с собой.','Школа № 3, кабинет 24',1795357800000,25);
INSERT INTO "event" VALUES(2,'seminar','Цифровые инструменты учителя','Собираем урок из готовых ресурсов. Понадобится телефон.','Лицей № 2, кабинет информатики',1795705200000,20);
INSERT INTO "event" VALUES(3,'seminar','Функциональная грамотность на уроках естествознания','Задания, которые решаются всем классом. Ведут учителя гимназии № 1.','Гимназия № 1, актовый зал',1796306400000,40);
INSERT INTO "event" VALUES(4,'seminar','Речевые игры с дошкольниками','Мастер-класс логопедов для воспитателей средних и старших групп.','Детский сад № 5 «Берёзка»',1796909400000,15);
INSERT INTO "event" VALUES(5,'festival','Фестиваль видеоработ «Мой лучший урок»','Короткие видео занятий по трём возрастам. На открытом показе: мастер-классы и круглый стол.','Дворец творчества',1798711200000,NULL);
CREATE TABLE file (id INTEGER PRIMARY KEY, messenger TEXT NOT NULL, channel TEXT NOT NULL, kind TEXT NOT NULL,
    reference TEXT NOT NULL, name TEXT, mime_type TEXT, size INTEGER, hash TEXT, state INTEGER NOT NULL,
    attempts INTEGER NOT NULL DEFAULT 0, not_before INTEGER NOT NULL DEFAULT 0, error TEXT, created_at INTEGER NOT NULL) STRICT;
INSERT INTO "file" VALUES(1,'telegram','1','photo','AgAC','photo.jpg',NULL,10,'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa',1,0,0,NULL,1763800000000);
CREATE TABLE file_content (file_id INTEGER PRIMARY KEY REFERENCES file (id) ON DELETE CASCADE, content BLOB NOT NULL) STRICT;
CREATE TABLE inbox (id INTEGER PRIMARY KEY, messenger TEXT NOT NULL, channel TEXT NOT NULL, update_key TEXT NOT NULL,
    received_at INTEGER NOT NULL, state INTEGER NOT NULL, raw TEXT, error TEXT,
    UNIQUE (messenger, channel, update_key)) STRICT;
CREATE TABLE job (id INTEGER PRIMARY KEY, person_id INTEGER NOT NULL REFERENCES person (id),
    organization_id INTEGER REFERENCES organization (id), organization_text TEXT, position TEXT NOT NULL, area TEXT,
    is_main INTEGER NOT NULL) STRICT;
INSERT INTO "job" VALUES(1,6,3,NULL,'Учитель-предметник',NULL,1);
INSERT INTO "job" VALUES(2,7,19,NULL,'Старший воспитатель',NULL,1);
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
INSERT INTO "meta" VALUES('epoch','157336004');
CREATE TABLE methodist (person_id INTEGER NOT NULL REFERENCES person (id), direction_id TEXT NOT NULL REFERENCES direction (id),
    PRIMARY KEY (person_id, direction_id)) STRICT, WITHOUT ROWID;
INSERT INTO "methodist" VALUES(1,'primary');
INSERT INTO "methodist" VALUES(1,'young');
INSERT INTO "methodist" VALUES(2,'preschool');
INSERT INTO "methodist" VALUES(2,'primary');
INSERT INTO "methodist" VALUES(3,'attestation');
INSERT INTO "methodist" VALUES(3,'humanities');
INSERT INTO "methodist" VALUES(4,'nature');
INSERT INTO "methodist" VALUES(4,'science');
INSERT INTO "methodist" VALUES(5,'upbringing');
INSERT INTO "methodist" VALUES(5,'young');
CREATE TABLE organization (id INTEGER PRIMARY KEY, kind TEXT NOT NULL, name TEXT NOT NULL UNIQUE, search TEXT NOT NULL,
    sort INTEGER NOT NULL) STRICT;
INSERT INTO "organization" VALUES(1,'school','Гимназия № 1','гимназия 1',1);
INSERT INTO "organization" VALUES(2,'school','Лицей № 2','лицей 2',2);
INSERT INTO "organization" VALUES(3,'school','Школа № 3','школа 3 сош мбоу',3);
INSERT INTO "organization" VALUES(4,'school','Школа № 4','школа 4 сош мбоу',4);
INSERT INTO "organization" VALUES(5,'school','Школа № 5','школа 5 сош мбоу',5);
INSERT INTO "organization" VALUES(6,'school','Школа № 6','школа 6 сош мбоу',6);
INSERT INTO "organization" VALUES(7,'school','Школа № 7','школа 7 сош мбоу',7);
INSERT INTO "organization" VALUES(8,'school','Школа № 8','школа 8 сош мбоу',8);
INSERT INTO "organization" VALUES(9,'school','Школа № 9','школа 9 сош мбоу',9);
INSERT INTO "organization" VALUES(10,'school','Школа № 10','школа 10 сош мбоу',10);
INSERT INTO "organization" VALUES(11,'school','Школа № 11','школа 11 сош мбоу',11);
INSERT INTO "organization" VALUES(12,'school','Школа № 12','школа 12 сош мбоу',12);
INSERT INTO "organization" VALUES(13,'school','Школа № 13','школа 13 сош мбоу',13);
INSERT INTO "organization" VALUES(14,'school','Школа-интернат № 14','школа интернат 14',14);
INSERT INTO "organization" VALUES(15,'kindergarten','Детский сад № 1 «Солнышко»','детский сад 1 солнышко доу садик мбдоу',1);
INSERT INTO "organization" VALUES(16,'kindergarten','Детский сад № 2 «Ромашка»','детский сад 2 ромашка доу садик мбдоу',2);
INSERT INTO "organization" VALUES(17,'kindergarten','Детский сад № 3 «Теремок»','детский сад 3 теремок доу садик мбдоу',3);
INSERT INTO "organization" VALUES(18,'kindergarten','Детский сад № 4 «Колобок»','детский сад 4 колобок доу садик мбдоу',4);
INSERT INTO "organization" VALUES(19,'kindergarten','Детский сад № 5 «Берёзка»','детский сад 5 березка доу садик мбдоу',5);
INSERT INTO "organization" VALUES(20,'kindergarten','Детский сад № 6 «Сказка»','детский сад 6 сказка доу садик мбдоу',6);
INSERT INTO "organization" VALUES(21,'kindergarten','Детский сад № 7 «Родничок»','детский сад 7 родничок доу садик мбдоу',7);
INSERT INTO "organization" VALUES(22,'kindergarten','Детский сад № 8 «Журавушка»','детский сад 8 журавушка доу садик мбдоу',8);
INSERT INTO "organization" VALUES(23,'kindergarten','Детский сад № 9 «Радуга»','детский сад 9 радуга доу садик мбдоу',9);
INSERT INTO "organization" VALUES(24,'kindergarten','Детский сад № 10 «Светлячок»','детский сад 10 светлячок доу садик мбдоу',10);
INSERT INTO "organization" VALUES(25,'kindergarten','Детский сад № 11 «Ёлочка»','детский сад 11 елочка доу садик мбдоу',11);
INSERT INTO "organization" VALUES(26,'kindergarten','Детский сад № 12 «Золотой ключик»','детский сад 12 золотой ключик доу садик мбдоу',12);
INSERT INTO "organization" VALUES(27,'kindergarten','Детский сад № 13 «Дюймовочка»','детский сад 13 дюймовочка доу садик мбдоу',13);
INSERT INTO "organization" VALUES(28,'kindergarten','Детский сад № 14 «Чебурашка»','детский сад 14 чебурашка доу садик мбдоу',14);
INSERT INTO "organization" VALUES(29,'kindergarten','Детский сад № 15 «Аленький цветочек»','детский сад 15 аленький цветочек доу садик мбдоу',15);
INSERT INTO "organization" VALUES(30,'kindergarten','Детский сад № 16 «Ласточка»','детский сад 16 ласточка доу садик мбдоу',16);
INSERT INTO "organization" VALUES(31,'kindergarten','Детский сад № 17 «Рябинка»','детский сад 17 рябинка доу садик мбдоу',17);
INSERT INTO "organization" VALUES(32,'kindergarten','Детский сад № 18 «Улыбка»','детский сад 18 улыбка доу садик мбдоу',18);
INSERT INTO "organization" VALUES(33,'kindergarten','Детский сад № 19 «Звёздочка»','детский сад 19 звездочка доу садик мбдоу',19);
INSERT INTO "organization" VALUES(34,'kindergarten','Детский сад № 20 «Жемчужинка»','детский сад 20 жемчужинка доу садик мбдоу',20);
INSERT INTO "organization" VALUES(35,'kindergarten','Детский сад № 21 «Огонёк»','детский сад 21 огонек доу садик мбдоу',21);
INSERT INTO "organization" VALUES(36,'kindergarten','Детский сад № 22 «Росинка»','детский сад 22 росинка доу садик мбдоу',22);
INSERT INTO "organization" VALUES(37,'kindergarten','Детский сад № 23 «Снежинка»','детский сад 23 снежинка доу садик мбдоу',23);
INSERT INTO "organization" VALUES(38,'kindergarten','Детский сад № 24 «Кораблик»','детский сад 24 кораблик доу садик мбдоу',24);
INSERT INTO "organization" VALUES(39,'kindergarten','Детский сад № 25 «Умка»','детский сад 25 умка доу садик мбдоу',25);
INSERT INTO "organization" VALUES(40,'extra','Дворец творчества','дворец творчества ддт дом',1);
INSERT INTO "organization" VALUES(41,'extra','Станция юных техников','станция юных техников сют',2);
INSERT INTO "organization" VALUES(42,'extra','Спортивная школа «Металлург»','спортивная школа металлург дюсш',3);
CREATE TABLE outbox (id INTEGER PRIMARY KEY, messenger TEXT NOT NULL, channel TEXT NOT NULL, chat TEXT NOT NULL,
    kind INTEGER NOT NULL, target_id INTEGER, payload TEXT NOT NULL, priority INTEGER NOT NULL, state INTEGER NOT NULL,
    attempts INTEGER NOT NULL DEFAULT 0, not_before INTEGER NOT NULL DEFAULT 0, message_id TEXT, tag TEXT, error TEXT,
    created_at INTEGER NOT NULL, finished_at INTEGER) STRICT;
INSERT INTO "outbox" VALUES(1,'telegram','1','2001',1,NULL,'{"text":[{"text":"Напоминаем: "},{"text":"Оценивание в начальной школе","style":1},{"text":".\n22 ноября, 14:30, Школа № 3, кабинет 24.\nЕсли планы изменились, отмените запись: Меню → «Мои записи»."}],"buttons":[],"attachments":[],"standingWords":[]}',1,0,0,0,NULL,NULL,NULL,1795185000000,NULL);
CREATE TABLE outbox_file (outbox_id INTEGER NOT NULL REFERENCES outbox (id) ON DELETE CASCADE, file_id INTEGER NOT NULL,
    PRIMARY KEY (outbox_id, file_id)) STRICT, WITHOUT ROWID;
CREATE TABLE outbox_part (outbox_id INTEGER NOT NULL REFERENCES outbox (id) ON DELETE CASCADE, messenger TEXT NOT NULL,
    channel TEXT NOT NULL, chat TEXT NOT NULL, message_id TEXT NOT NULL,
    PRIMARY KEY (messenger, channel, chat, message_id)) STRICT, WITHOUT ROWID;
CREATE TABLE person (id INTEGER PRIMARY KEY, surname TEXT, first_name TEXT, patronymic TEXT, created_at INTEGER NOT NULL) STRICT;
INSERT INTO "person" VALUES(1,'Белова','Ольга','Ивановна',1794823200000);
INSERT INTO "person" VALUES(2,'Крылова','Анна','Сергеевна',1794823200000);
INSERT INTO "person" VALUES(3,'Громова','Татьяна','Павловна',1794823200000);
INSERT INTO "person" VALUES(4,'Ефимов','Сергей','Николаевич',1794823200000);
INSERT INTO "person" VALUES(5,'Зорина','Наталья','Юрьевна',1794823200000);
INSERT INTO "person" VALUES(6,'Соколова','Елена','Викторовна',1794823200000);
INSERT INTO "person" VALUES(7,'Тимофеева','Светлана','Андреевна',1794823200000);
INSERT INTO "person" VALUES(8,NULL,NULL,NULL,1794823200000);
INSERT INTO "person" VALUES(9,NULL,NULL,NULL,1794823200000);
INSERT INTO "person" VALUES(10,NULL,NULL,NULL,1794823200000);
INSERT INTO "person" VALUES(11,NULL,NULL,NULL,1794823200000);
INSERT INTO "person" VALUES(12,NULL,NULL,NULL,1794823200000);
INSERT INTO "person" VALUES(13,NULL,NULL,NULL,1794823200000);
CREATE TABLE preview (id INTEGER PRIMARY KEY AUTOINCREMENT, conversation_id INTEGER NOT NULL UNIQUE REFERENCES conversation (id),
    slice TEXT NOT NULL, subject TEXT NOT NULL, path TEXT NOT NULL, source TEXT NOT NULL, dialog TEXT NOT NULL,
    state TEXT NOT NULL) STRICT;
CREATE TABLE registration (id INTEGER PRIMARY KEY, event_id INTEGER NOT NULL REFERENCES event (id),
    person_id INTEGER NOT NULL REFERENCES person (id), registered_at INTEGER NOT NULL, cancelled_at INTEGER) STRICT;
INSERT INTO "registration" VALUES(1,1,8,1794823200000,NULL);
INSERT INTO "registration" VALUES(2,1,9,1794823200000,NULL);
INSERT INTO "registration" VALUES(3,1,10,1794823200000,NULL);
INSERT INTO "registration" VALUES(4,1,11,1794823200000,NULL);
INSERT INTO "registration" VALUES(5,1,12,1794823200000,NULL);
INSERT INTO "registration" VALUES(6,1,13,1794823200000,NULL);
INSERT INTO "registration" VALUES(7,1,6,1763800000000,NULL);
CREATE TABLE response (id INTEGER PRIMARY KEY, questionnaire TEXT NOT NULL, person_id INTEGER NOT NULL REFERENCES person (id),
    revision TEXT NOT NULL, submitted_at INTEGER NOT NULL, messenger TEXT NOT NULL, UNIQUE (questionnaire, person_id)) STRICT;
INSERT INTO "response" VALUES(1,'needs-2026',6,'r1',1763800000000,'telegram');
CREATE TABLE response_answer (response_id INTEGER NOT NULL REFERENCES response (id) ON DELETE CASCADE, question_id TEXT NOT NULL,
    option_id TEXT NOT NULL, text TEXT, number TEXT, PRIMARY KEY (response_id, question_id, option_id)) STRICT, WITHOUT ROWID;
INSERT INTO "response_answer" VALUES(1,'difficulties','assess','Оценивание',NULL);
INSERT INTO "response_answer" VALUES(1,'difficulties','ict','Цифровые инструменты',NULL);
INSERT INTO "response_answer" VALUES(1,'experience','lt3','До трёх лет',NULL);
INSERT INTO "response_answer" VALUES(1,'hours','',NULL,'6');
INSERT INTO "response_answer" VALUES(1,'wish','','Семинар об оценивании',NULL);
CREATE TABLE response_file (response_id INTEGER NOT NULL REFERENCES response (id) ON DELETE CASCADE, question_id TEXT NOT NULL,
    file_id INTEGER NOT NULL, PRIMARY KEY (response_id, question_id, file_id)) STRICT, WITHOUT ROWID;
CREATE TABLE schema_version (part TEXT PRIMARY KEY, version INTEGER NOT NULL) STRICT, WITHOUT ROWID;
INSERT INTO "schema_version" VALUES('associations',1);
INSERT INTO "schema_version" VALUES('authoring',2);
INSERT INTO "schema_version" VALUES('consultations',1);
INSERT INTO "schema_version" VALUES('conversations',2);
INSERT INTO "schema_version" VALUES('events',1);
INSERT INTO "schema_version" VALUES('people',1);
INSERT INTO "schema_version" VALUES('questionnaires',1);
CREATE TABLE timer (id INTEGER PRIMARY KEY, due_at INTEGER NOT NULL, kind TEXT NOT NULL, subject TEXT NOT NULL) STRICT;
INSERT INTO "timer" VALUES(1,4102444800000,'events.reminder','7');
CREATE INDEX inbox_received ON inbox (received_at);
CREATE INDEX conversation_account ON conversation (messenger, account);
CREATE INDEX draft_conversation ON draft (conversation_id, name);
CREATE INDEX outbox_waiting ON outbox (messenger, channel, chat, id) WHERE state < 2;
CREATE INDEX outbox_message ON outbox (messenger, channel, chat, message_id) WHERE message_id IS NOT NULL;
CREATE INDEX outbox_target ON outbox (target_id) WHERE target_id IS NOT NULL;
CREATE INDEX file_wanted ON file (not_before) WHERE state = 0;
CREATE INDEX timer_due ON timer (due_at);
CREATE INDEX account_person ON account (person_id);
CREATE INDEX job_person ON job (person_id);
CREATE INDEX consent_person ON consent (person_id);
CREATE INDEX response_answer_option ON response_answer (question_id, option_id, response_id);
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
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('consultation',2);
COMMIT;
