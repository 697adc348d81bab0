using Xunit.Abstractions;

namespace MethodBot.IntegrationTests.Service.Consultations;

/// <summary>
/// Two teachers and two methodists write and press at random; every text has its own number, and has to end in exactly the thread that was
/// meant, and in the other side's chat under that thread's name.
/// </summary>
public sealed class NeverMixTests(ITestOutputHelper log)
{
    private const int Rounds = 12;
    private const int Steps = 120;

    [Fact]
    public void Whatever_people_do_no_text_gets_into_another_consultation()
    {
        var seed = Random.Shared.Next();
        log.WriteLine($"seed {seed}");
        for (var round = 0; round < Rounds; round++)
        {
            using var town = new ConsultationTown();
            var play = new Play(town, new Random(seed + round));
            for (var step = 0; step < Steps; step++)
                play.Step();
            play.Finish();
            play.Check();
        }
    }

    /// <summary>What people mean, beside what the service makes of it.</summary>
    private sealed class Play
    {
        private readonly ConsultationTown _town;
        private readonly Random _random;
        private readonly List<RigPersonState> _teachers;
        private readonly List<RigPersonState> _methodists;
        private readonly Dictionary<string, Meant> _consultations = [];
        private readonly List<(RigPersonState Person, string Album, string? Number)> _albums = [];
        private int _texts;

        public Play(ConsultationTown town, Random random)
        {
            (_town, _random) = (town, random);
            _teachers = [new(town.Teacher), new(town.Rig.AddPerson("Соколова Елена Викторовна", "Школа № 3"))];
            _methodists = [new(town.Olga), new(town.Methodist("Зорина Наталья Юрьевна", "primary", messenger: "vk"))];
        }

        public void Step()
        {
            switch (_random.Next(10))
            {
                case 0 when _consultations.Count < 6:
                    Ask();
                    break;
                case 1:
                    Take();
                    break;
                case 2 or 3:
                    Reply();
                    break;
                case 4 or 5:
                    WritePlain();
                    break;
                case 6:
                    PressWrite();
                    break;
                case 7:
                    Choose();
                    break;
                case 8 when _random.Next(3) == 0:
                    Close();
                    break;
                case 9 when _albums.Count > 0:
                    ContinueAlbum();
                    break;
                case 9:
                    var somebody = Anybody();
                    _town.PressDialog(somebody.Person);
                    somebody.Expected = null;
                    break;
            }
        }

        public void Finish()
        {
            foreach (var person in _teachers.Concat(_methodists).Where(person => person.Pending.Count > 0))
                ChooseFor(person);
        }

        public void Check()
        {
            foreach (var (number, meant) in _consultations)
                _town.Thread(number).ShouldBe(meant.Texts, $"№ {number}");
            foreach (var person in _teachers.Concat(_methodists))
            {
                foreach (var heard in _town.Heard(person.Person))
                {
                    // A card of a consultation, what was relayed in it, or its correspondence: its own texts only.
                    foreach (var (number, meant) in _consultations.Where(pair => heard.Contains($"№ {pair.Key} ", StringComparison.Ordinal)))
                    {
                        foreach (var text in TextsIn(heard))
                            meant.Texts.ShouldContain(text, $"№ {number}: {heard}");
                    }
                }
            }
        }

        private static IEnumerable<string> TextsIn(string heard) => heard.Split('\n').Where(line => line.StartsWith("текст-", StringComparison.Ordinal));

        private string NewText() => $"текст-{++_texts}";

        private RigPersonState Anybody() => _random.Next(2) == 0 ? _teachers[_random.Next(_teachers.Count)] : _methodists[_random.Next(_methodists.Count)];

        private void Ask()
        {
            var teacher = _teachers[_random.Next(_teachers.Count)];
            var text = NewText();
            var number = _town.Ask(text, teacher.Person);
            _consultations[number] = new Meant(teacher) { Texts = { text } };
        }

        private void Take()
        {
            if (Some(_consultations.Values) is not { } meant)
                return;
            var methodist = _methodists[_random.Next(_methodists.Count)];
            _town.Press(methodist.Person, "take", NumberOf(meant));
            if (!meant.IsClosed)
                meant.Methodist ??= methodist;
        }

        private void Reply()
        {
            var person = Anybody();
            if (Some(_consultations.Values.Where(meant => meant.Teacher == person || _methodists.Contains(person))) is not { } meant)
                return;
            var album = _random.Next(4) == 0 ? $"альбом-{++_texts}" : null;
            var text = NewText();
            _town.Reply(person.Person, NumberOf(meant), text, album);
            if (person.Expected == NumberOf(meant))
                person.Expected = null;
            if (Receive(person, meant, text) && album is not null)
                _albums.Add((person, album, NumberOf(meant)));
        }

        private void WritePlain()
        {
            var person = Anybody();
            var album = _random.Next(4) == 0 ? $"альбом-{++_texts}" : null;
            var text = NewText();
            var own = _consultations.Values.Where(meant => !meant.IsClosed && (meant.Teacher == person || meant.Methodist == person)).ToList();
            var taken = _town.Write(person.Person, text, album);
            if (person.Expected is { } expected)
            {
                person.Expected = null;
                if (Receive(person, _consultations[expected], text) && album is not null)
                    _albums.Add((person, album, expected));
            }
            else if (own.Count == 0 && person.Pending.Count == 0)
            {
                taken.ShouldBeFalse();
            }
            else if (own.Count == 1 && person.Pending.Count == 0)
            {
                Receive(person, own[0], text).ShouldBeTrue();
                if (album is not null)
                    _albums.Add((person, album, NumberOf(own[0])));
            }
            else
            {
                person.Pending.Add(text);
                if (album is not null)
                    _albums.Add((person, album, null));
            }
        }

        private void PressWrite()
        {
            var person = Anybody();
            if (Some(_consultations.Values.Where(meant => !meant.IsClosed && (meant.Teacher == person || meant.Methodist == person))) is not { } meant)
                return;
            _town.Press(person.Person, "write", NumberOf(meant)).ShouldBeNull();
            person.Expected = NumberOf(meant);
        }

        private void Choose()
        {
            var person = Anybody();
            if (person.Pending.Count > 0)
                ChooseFor(person);
        }

        private void ChooseFor(RigPersonState person)
        {
            var meant = Some(_consultations.Values.Where(meant => meant.Teacher == person || meant.Methodist == person))!;
            _town.Press(person.Person, "put", NumberOf(meant));
            foreach (var text in person.Pending)
                Receive(person, meant, text).ShouldBeTrue();
            for (var i = 0; i < _albums.Count; i++)
            {
                if (_albums[i].Person == person && _albums[i].Number is null)
                    _albums[i] = _albums[i] with { Number = NumberOf(meant) };
            }

            person.Pending.Clear();
        }

        private void Close()
        {
            if (Some(_consultations.Values.Where(meant => !meant.IsClosed)) is not { } meant)
                return;
            _town.Press((_random.Next(2) == 0 ? meant.Methodist ?? meant.Teacher : meant.Teacher).Person, "close", NumberOf(meant));
            meant.IsClosed = true;
        }

        private void ContinueAlbum()
        {
            var (person, album, number) = _albums[_random.Next(_albums.Count)];
            var text = NewText();
            _town.Write(person.Person, text, album).ShouldBeTrue();
            if (number is null)
                person.Pending.Add(text);
            else
                Receive(person, _consultations[number], text);
        }

        /// <summary>What the rule says of a text that is meant for a consultation. False: it goes nowhere.</summary>
        private bool Receive(RigPersonState person, Meant meant, string text)
        {
            if (meant.IsClosed && meant.Teacher == person)
                meant.IsClosed = false;
            if (meant.Teacher != person && meant.Methodist != person)
            {
                if (meant.IsClosed || meant.Methodist is not null)
                    return false;
                meant.Methodist = person;
            }

            meant.Texts.Add(text);
            return true;
        }

        private string NumberOf(Meant meant) => _consultations.First(pair => pair.Value == meant).Key;

        private Meant? Some(IEnumerable<Meant> candidates)
        {
            var list = candidates.ToList();
            return list.Count == 0 ? null : list[_random.Next(list.Count)];
        }
    }

    private sealed class RigPersonState(Kit.RigPerson person)
    {
        public Kit.RigPerson Person => person;

        public string? Expected { get; set; }

        public List<string> Pending { get; } = [];
    }

    private sealed class Meant(RigPersonState teacher)
    {
        public RigPersonState Teacher => teacher;

        public RigPersonState? Methodist { get; set; }

        public bool IsClosed { get; set; }

        public List<string> Texts { get; init; } = [];
    }
}
