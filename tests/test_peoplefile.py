"""Files of people, as spreadsheets and address books write them, become rows."""

import pathlib
import textwrap
import unicodedata
from collections.abc import Callable
from string import ascii_letters

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from outreach.actions.export_people import COLUMNS
from outreach.actions.people import Row
from outreach.core.errors import NotUnderstoodError
from outreach.core.people import Consent, Contact
from outreach.peoplefile import PeopleFile, read_people
from outreach.peoplefile.cells import clean

Read = Callable[..., PeopleFile]
NO_ADDRESS = "this is not an e-mail address; write one such as hello@example.org, or leave it blank"


@pytest.fixture
def read(tmp_path: pathlib.Path) -> Read:
    """Reads bytes, or a dedented text as UTF-8, as the file `people.csv`."""

    def _read(content: bytes | str, **options: object) -> PeopleFile:
        path = tmp_path / "people.csv"
        text = textwrap.dedent(content).lstrip("\n") if isinstance(content, str) else ""
        path.write_bytes(text.encode() if isinstance(content, str) else content)
        return read_people(path, name="people.csv", **options)  # type: ignore[arg-type]

    return _read


def only(file: PeopleFile) -> Contact:
    """The one person of a file that has nothing wrong with it."""
    assert [str(problem) for problem in file.problems] == []
    (row,) = file.rows
    return row.contact


def ids(file: PeopleFile) -> list[str]:
    return [row.contact.id for row in file.rows]


def problems(file: PeopleFile) -> list[str]:
    return [str(problem) for problem in file.problems]


def notes(file: PeopleFile) -> list[str]:
    return [str(note) for note in file.notes]


def refusal(read: Read, content: bytes | str, **options: object) -> str:
    with pytest.raises(NotUnderstoodError) as caught:
        read(content, **options)
    return str(caught.value)


# The columns


def test_every_column_is_read(read: Read) -> None:
    header = ",".join(COLUMNS)
    cells = (
        "champion-1,jo@example.org,Champion,One,Owner,Example Builders,307-555-0101,champion;lead_champion,"
        "laramie-construction,a; b,America/Denver,relationship,yes,convener,desk@example.org,no,"
        "I like work.,fair"
    )
    person = only(read(f"{header}\n{cells}\n"))
    assert person == Contact(
        id="champion-1",
        email="jo@example.org",
        first_name="Champion",
        last_name="One",
        title="Owner",
        organisation="Example Builders",
        phone="307-555-0101",
        roles=frozenset({"champion", "lead_champion"}),
        partnerships=frozenset({"laramie-construction"}),
        tags=frozenset({"a", "b"}),
        timezone="America/Denver",
        consent=Consent.RELATIONSHIP,
        key=True,
        recruiter="convener",
        assistant="desk@example.org",
        decision_maker=False,
        why="I like work.",
        source="fair",
    )


def test_a_row_knows_its_line_and_which_columns_the_file_has(read: Read) -> None:
    file = read("id,email\n\na,a@example.org\n")
    assert file.rows == (
        Row(file.rows[0].place, Contact(id="a", email="a@example.org"), frozenset({"id", "email"})),
    )
    assert str(file.rows[0].place) == "people.csv:3:1"


@pytest.mark.parametrize(
    "header",
    [
        "Email Address,First Name,Last Name,Company,Job Title,Mobile",
        "E-MAIL,GIVEN NAME,SURNAME,ORGANIZATION,POSITION,TELEPHONE",
        "e_mail,firstName,lastName,company_name,title,Phone Number",
        "E-mail 1 - Value,First Name,Last Name,Organization Name,Organization Title,Phone 1 - Value",
    ],
)
def test_the_usual_names_of_columns_are_understood_in_any_case(read: Read, header: str) -> None:
    person = only(read(f"{header}\njo@example.org,Jo,Doe,Example Builders,Owner,307-555-0101\n"))
    assert (person.email, person.name, person.organisation, person.title, person.phone) == (
        "jo@example.org", "Jo Doe", "Example Builders", "Owner", "307-555-0101",
    )  # fmt: skip


def test_unknown_columns_are_named_once_and_passed_over(read: Read) -> None:
    file = read("email,Shoe Size,Faculty\na@example.org,9,x\nb@example.org,10,y\n")
    assert len(file.rows) == 2
    assert notes(file) == [
        "people.csv:1:1: columns that outreach has no use for are passed over: `Shoe Size`, `Faculty`"
    ]


def test_of_several_telephone_columns_the_first_filled_one_counts(read: Read) -> None:
    file = read("""
        E-mail Address,Business Phone,Mobile Phone
        a@example.org,307-555-0101,307-555-0102
        b@example.org,,307-555-0103
        """)
    assert [row.contact.phone for row in file.rows] == ["307-555-0101", "307-555-0103"]


@pytest.mark.parametrize(
    ("name", "parts"),
    [("Jo Doe", ("Jo", "Doe")), ('"Doe, Jo"', ("Jo", "Doe")), ("Jo", ("Jo", "")), ("", ("", ""))],
)
def test_a_whole_name_is_split(read: Read, name: str, parts: tuple[str, str]) -> None:
    person = only(read(f"email,Full Name\na@example.org,{name}\n"))
    assert (person.first_name, person.last_name) == parts


# What stands in a cell


@pytest.mark.parametrize(
    ("written", "address"),
    [
        ("  Jo.Doe@EXAMPLE.Org ", "Jo.Doe@example.org"),
        ("mailto:jo@example.org", "jo@example.org"),
        ("Jo Doe <jo@example.org>", "jo@example.org"),
        ("<jo@example.org>;", "jo@example.org"),
        ("jo+list@sub.example.org", "jo+list@sub.example.org"),
        ("jo@exämple.test", "jo@exämple.test"),
        ("jo@example.org\u200b", "jo@example.org"),
        ("\xa0jo@example.org", "jo@example.org"),
    ],
)
def test_an_address_is_freed_of_what_mail_programs_put_around_it(
    read: Read, written: str, address: str
) -> None:
    assert only(read(f"email\n{written}\n")).email == address


def test_letters_beyond_ascii_before_the_at_sign_are_kept_in_their_one_form(read: Read) -> None:
    assert only(read("email\njo\u0308rg@Example.ORG\n")).email == "j\u00f6rg@example.org"


@pytest.mark.parametrize("written", ["jo", "jo@", "jo@localhost", "jo doe@example.org", "jo@example..org"])
def test_what_is_no_address_is_a_problem_that_does_not_repeat_it(read: Read, written: str) -> None:
    assert problems(read(f"id,email\na,{written}\n")) == [f"people.csv:2:3: {NO_ADDRESS}"]


def test_two_addresses_in_one_cell_are_a_problem(read: Read) -> None:
    assert problems(read("id,email\na,a@example.org; b@example.org\n")) == [
        "people.csv:2:3: there is more than one e-mail address here; keep one"
    ]


@pytest.mark.parametrize(
    ("written", "consent"),
    [
        ("yes", Consent.YES), ("Y", Consent.YES), ("TRUE", Consent.YES), ("1", Consent.YES),
        ("Opted in", Consent.YES), ("relationship", Consent.RELATIONSHIP), ("no", Consent.NO),
        ("0", Consent.NO), ("opted out", Consent.NO), ("", Consent.UNKNOWN), ("unknown", Consent.UNKNOWN),
    ],
)  # fmt: skip
def test_consent_is_understood_in_the_usual_words(read: Read, written: str, consent: Consent) -> None:
    assert only(read(f"id,consent\na,{written}\n")).consent is consent


@pytest.mark.parametrize(
    ("written", "decides"), [("yes", True), ("No", False), ("", None), ("x", True), ("FALSE", False)]
)
def test_a_decision_maker_is_one_is_none_or_nobody_has_said(
    read: Read, written: str, decides: bool | None
) -> None:
    assert only(read(f"id,decision_maker\na,{written}\n")).decision_maker is decides


def test_roles_may_be_written_as_words(read: Read) -> None:
    assert only(read("id,roles\na,Business Member; Lead-Champion;\n")).roles == {
        "business_member",
        "lead_champion",
    }


@pytest.mark.parametrize(
    ("column", "cell", "message"),
    [
        (
            "roles",
            "champoin",
            "`champoin` is not a role; did you mean `champion`?; the roles are ambassador, ",
        ),
        (
            "partnerships",
            "laramie-constructoin",
            "is not a partnership; did you mean `laramie-construction`?",
        ),
        ("timezone", "America/Denvr", "`America/Denvr` is not a time zone; did you mean `America/Denver`?"),
        ("consent", "maybe", "`maybe` is not an answer; write yes, relationship, no, or leave it blank"),
        ("key", "often", "`often` is neither yes nor no; write yes, no, or leave it blank"),
        ("assistant", "front desk", "this is not an e-mail address"),
        ("id", "!!!", "`!!!` is not an id; write lower-case words and hyphens, such as `builder-7`"),
    ],
)
def test_a_cell_that_is_not_understood_is_told_with_its_place_and_the_remedy(
    read: Read, column: str, cell: str, message: str
) -> None:
    content = f"email,{column}\na@example.org,{cell}\nb@example.org,\n"
    file = read(content, partnerships={"laramie-construction"})
    (problem,) = problems(file)
    assert problem.startswith("people.csv:2:15: ")
    assert message in problem
    assert [row.contact.email for row in file.rows] == ["b@example.org"]


def test_partnerships_are_taken_as_written_where_none_are_known(read: Read) -> None:
    assert only(read("id,partnerships\na,anything\n")).partnerships == {"anything"}


def test_a_time_zone_may_be_written_in_any_case(read: Read) -> None:
    assert only(read("id,timezone\na,america/los angeles\n")).timezone == "America/Los_Angeles"


def test_an_id_in_another_shape_is_mended_with_a_note(read: Read) -> None:
    file = read("id,email,recruiter\nC_102,a@example.org,Champion 1\n")
    assert (only(file).id, only(file).recruiter) == ("c-102", "champion-1")
    assert notes(file) == [
        "people.csv:2:1: the id `C_102` is written `c-102` here: lower-case words and hyphens"
    ]


@pytest.mark.parametrize("name", ["Seán “Bob” Doe", "👷‍♀️ Jo", "דנה", "محمد", "e\u0301", '"Jo ""JJ"" Doe"'])
def test_names_are_kept_as_they_are_in_every_script(read: Read, name: str) -> None:
    file = read(f"id,first_name\na,{name}\n")
    plain = name.strip('"').replace('""', '"')
    assert only(file).first_name == unicodedata.normalize("NFC", plain)
    assert notes(file) == []


def test_a_name_that_holds_a_line_break_becomes_one_line_with_a_note(read: Read) -> None:
    file = read('id,first_name,title\na,"Jo\r\n Bcc: x@example.org",Owner\nb,Bo,President\n')
    assert [row.contact.first_name for row in file.rows] == ["Jo Bcc: x@example.org", "Bo"]
    assert notes(file) == [
        "people.csv:2:3: line breaks or invisible characters in this cell were replaced by a space"
    ]
    assert file.rows[1].place.line == 4


def test_what_would_turn_the_text_around_it_is_taken_out_of_a_name(read: Read) -> None:
    assert only(read("id,first_name\na,Jo\u202edoe\n")).first_name == "Jodoe"


def test_telephone_numbers_are_kept_as_typed(read: Read) -> None:
    assert only(read("id,phone\na,+1 (307) 555-0101 x 5\n")).phone == "+1 (307) 555-0101 x 5"


def test_a_guarded_formula_is_read_without_its_guard(read: Read) -> None:
    assert only(read("id,phone,title\na,'+1 307 555 0101,'tis\n")).phone == "+1 307 555 0101"
    assert only(read("id,phone,title\na,'+1 307 555 0101,'tis\n")).title == "'tis"


# Encodings, as real programs write them

ACCENTED = "id,first_name,organisation\r\na,José,Müller & Söhne “Bau”\r\n"


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252", "mac_roman", "utf-16-le", "utf-32"]
)
def test_accents_survive_in_every_usual_encoding(read: Read, encoding: str) -> None:
    person = only(read(ACCENTED.encode(encoding)))
    assert (person.id, person.first_name, person.organisation) == ("a", "José", "Müller & Söhne “Bau”")


def test_latin_1_is_read(read: Read) -> None:
    assert only(read("id,first_name\r\na,Françoise\r\n".encode("latin-1"))).first_name == "Françoise"


def test_bytes_without_meaning_in_windows_1252_are_still_read(read: Read) -> None:
    file = read(b"id,first_name,last_name\na,Jos\xe9,D\x81e\n")
    assert ids(file) == ["a"]


def test_excels_unicode_text_is_utf_16_with_tabs(read: Read) -> None:
    excel = b"\xff\xfe" + "Email\tFirst Name\r\njo@example.org\tZoë\r\n".encode("utf-16-le")
    assert only(read(excel)).first_name == "Zoë"


def test_one_odd_letter_far_down_a_western_file_is_enough_to_read_it_as_windows_1252(read: Read) -> None:
    content = "id,first_name\n" + "".join(f"a{number},Jo\n" for number in range(5000)) + "z,Zoë\n"
    assert read(content.encode("cp1252")).rows[-1].contact.first_name == "Zoë"


def test_a_guessed_encoding_is_said(read: Read) -> None:
    (note,) = notes(read(ACCENTED.encode("cp1252")))
    assert note == (
        "people.csv:1:1: read as Windows-1252; if accents look wrong, "
        "save the file as CSV UTF-8 and import it again"
    )
    assert notes(read(ACCENTED.encode())) == []


# Dialects


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_the_delimiter_is_found_and_any_line_end_will_do(read: Read, delimiter: str, end: str) -> None:
    lines = ["id,email,first_name", "a,a@example.org,Jo", "b,b@example.org,Bo", ""]
    file = read(end.join(lines).replace(",", delimiter).encode())
    assert [(row.contact.id, row.contact.first_name, row.place.line) for row in file.rows] == [
        ("a", "Jo", 2),
        ("b", "Bo", 3),
    ]


def test_excels_first_line_decides_the_delimiter(read: Read) -> None:
    file = read(b'\xef\xbb\xbfsep=;\r\nid;email;tags\r\na;a@example.org;"x;y"\r\n')
    assert only(file).tags == {"x", "y"}
    assert file.rows[0].place.line == 3


def test_one_column_of_addresses_is_enough(read: Read) -> None:
    assert len(read("Email\na@example.org\nb@example.org\n").rows) == 2


def test_quoted_fields_may_hold_delimiters_quotes_and_line_breaks(read: Read) -> None:
    file = read('id,organisation,why\na,"Builders, ""Best"" & Co","Line one\nline two"\nb,B,C\n')
    assert file.rows[0].contact.organisation == 'Builders, "Best" & Co'
    assert file.rows[0].contact.why == "Line one line two"
    assert str(file.rows[1].place) == "people.csv:4:1"


def test_blank_rows_and_excels_trailing_empty_cells_are_nothing(read: Read) -> None:
    assert ids(read("\n,,\nid,email,title\n,,\na,a@example.org,Owner,,,\n\n")) == ["a"]


# What is wrong with a row costs only that row


def test_a_row_without_id_and_address_is_a_problem(read: Read) -> None:
    file = read("id,email,first_name\n,,Jo\nb,,Bo\n")
    assert problems(file) == [
        "people.csv:2:1: there is neither an id nor an e-mail address; write at least one of them"
    ]
    assert ids(file) == ["b"]


def test_ragged_rows_are_problems_and_the_others_are_read(read: Read) -> None:
    file = read(
        "id,email,organisation\na,a@example.org\nb,b@example.org,Example, Inc.\nc,c@example.org,Example\n"
    )
    remedy = "a cell that holds `,` must stand in quotation marks"
    assert problems(file) == [
        f"people.csv:2:3: the header has 3 columns, this row has 2; {remedy}",
        f"people.csv:3:25: the header has 3 columns, this row has 4; {remedy}",
    ]
    assert ids(file) == ["c"]


def test_a_nul_byte_costs_only_its_row(read: Read) -> None:
    file = read(b"id,email,title\na,a@example.org,Ow\x00ner\nb,b@example.org,Owner\n")
    assert problems(file) == [
        "people.csv:2:17: a NUL byte stands in this cell; type the cell anew, or save the file again"
    ]
    assert ids(file) == ["b"]


def test_a_quotation_mark_that_nobody_closes_costs_only_its_row(read: Read) -> None:
    file = read('id,title,phone\na,"Owner,1\nb,Owner,2\nc,"Vice ""P""",3\nd,"Oops,4\n')
    assert problems(file) == [
        f"people.csv:{line}:1: a quotation mark is opened and not closed; "
        'close it, or write it twice ("") inside a cell'
        for line in (2, 5)
    ]
    assert ids(file) == ["b", "c"]


def test_a_quotation_mark_far_from_the_end_of_a_long_file_costs_only_its_row(read: Read) -> None:
    content = 'id,title\na,"Owner\n' + "".join(f"b-{number},Owner\n" for number in range(12_000))
    file = read(content)
    assert problems(file)[0].startswith("people.csv:2:1: a quotation mark is opened and not closed; ")
    assert (len(file.problems), len(file.rows)) == (1, 12_000)


def test_stray_quotation_marks_that_confuse_nobody_are_taken(read: Read) -> None:
    file = read('id,first_name,title\na,"Jo" Doe,5" pipes\nb,Bo,Owner\n')
    assert [(row.contact.id, row.contact.first_name) for row in file.rows] == [("a", "Jo Doe"), ("b", "Bo")]
    assert file.rows[0].contact.title == '5" pipes'


def test_a_place_after_a_quoted_line_break_is_the_line_one_sees(read: Read) -> None:
    assert problems(read('id,why,consent\na,"one\ntwo, three",maybe\n'))[0].startswith("people.csv:3:13: ")


def test_an_endless_cell_costs_only_its_row(read: Read) -> None:
    file = read(f"id,why\na,{'x' * 140_000}\nb,short\n")
    assert problems(file) == ["people.csv:2:1: a cell is longer than 131072 characters; shorten it"]
    assert ids(file) == ["b"]


# What is wrong with a file


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "the file is empty; its first line should name the columns, such as id,email,first_name"),
        (b"\xef\xbb\xbf\r\n \r\n", "the file is empty"),
        (b"jo@example.org,Jo,Doe\n", "the file has no header: the first line must name the columns"),
        (b"first_name,phone\nJo,1\n", "no column is called id or email, so people cannot be told apart"),
        (b"\xff\xfeid\x00\x00\xd8", "its letters cannot be read; save it again as CSV UTF-8"),
        (b"PK\x03\x04...", "is a workbook; save it as CSV UTF-8 and import that"),
        (b'"id,email\na,b\n', "the file has no header"),
    ],
)
def test_a_file_that_cannot_be_understood_says_what_to_do(read: Read, content: bytes, message: str) -> None:
    text = refusal(read, content)
    assert text.startswith("people.csv:1:1: ")
    assert message in text


def test_a_file_over_the_limit_is_not_read(read: Read) -> None:
    content = b"id\n" + b"a\n" * 600_000
    text = refusal(read, content, limit=1024 * 1024)
    assert text == "people.csv:1:1: is larger than 1 MB; cut it into several files"
    assert len(read(b"id\na\n", limit=5).rows) == 1


def test_a_file_that_is_not_there_is_named(tmp_path: pathlib.Path) -> None:
    with pytest.raises(NotUnderstoodError, match="name a CSV or vCard file"):
        read_people(tmp_path / "nowhere.csv")


# vCards


def test_a_card_as_apple_writes_it(read: Read) -> None:
    file = read("""
        BEGIN:VCARD
        VERSION:3.0
        PRODID:-//Apple Inc.//macOS 14.5//EN
        N:Seven;Builder;;;
        FN:Builder Seven
        ORG:Example Builders 7;Field Office
        TITLE:Owner\\, President
        EMAIL;type=INTERNET;type=HOME:home@example.org
        item1.EMAIL;type=INTERNET;type=pref:Builder-07@Example.org
        item1.X-ABLabel:_$!<Other>!$_
        TEL;type=WORK;type=VOICE:307-555-0100
        TEL;type=CELL;type=VOICE;type=pref:+1 (307) 555-0107
        NOTE:Met at the fair\\nlikes coffee
        PHOTO;ENCODING=b;TYPE=JPEG:/9j/4AAQSkZJRgABAQAAAQABAAD/2wCEAAkGBwgHBgkIBwgKCgkLDRYPDQwMDRsUFRAW
         IB0iIiAdHx8kKA==
        CATEGORIES:construction,roofers
        UID:6ba7b810-9dad-11d1-80b4-00c04fd430c8
        X-ABUID:6BA7B810-9DAD-11D1-80B4-00C04FD430C8\\:ABPerson
        END:VCARD
        """)
    assert only(file) == Contact(
        id="",
        email="Builder-07@example.org",
        first_name="Builder",
        last_name="Seven",
        title="Owner, President",
        organisation="Example Builders 7",
        phone="+1 (307) 555-0107",
        tags=frozenset({"construction", "roofers"}),
    )


def test_a_card_says_nothing_about_what_it_does_not_hold(read: Read) -> None:
    file = read("BEGIN:VCARD\nVERSION:3.0\nN:Doe;Jo;;;\nEMAIL:jo@example.org\nEND:VCARD\n")
    assert file.rows[0].columns == {"email", "first_name", "last_name"}


def test_cards_as_google_writes_them(read: Read) -> None:
    file = read(
        b"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Champion One\r\nN:One;Champion;;;\r\n"
        b"EMAIL;TYPE=INTERNET;TYPE=WORK:champion-1@example.org\r\n"
        b"item1.ORG:Example General Contractors\r\nTITLE:Owner\r\nCATEGORIES:myContacts\r\nEND:VCARD\r\n"
        b"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Ren\xc3\xa9e Two\r\nN:Two;Ren\xc3\xa9e;;;\r\n"
        b"EMAIL;TYPE=INTERNET:champion-2@example.org\r\nTEL;TYPE=CELL:307-555-0192\r\nEND:VCARD\r\n"
    )
    assert [(row.contact.name, row.contact.organisation, row.place.line) for row in file.rows] == [
        ("Champion One", "Example General Contractors", 1),
        ("Renée Two", "", 10),
    ]


def test_a_card_as_outlook_writes_it(read: Read) -> None:
    file = read(
        "BEGIN:VCARD\r\nVERSION:2.1\r\nN;LANGUAGE=en-us;CHARSET=Windows-1252:Müller;Jörg\r\n"
        "FN;CHARSET=Windows-1252:Jörg Müller\r\nORG:Example Builders;Office\r\nTITLE:Owner\r\n"
        "TEL;WORK;VOICE:307-555-0107\r\n"
        "ADR;WORK;PREF;ENCODING=QUOTED-PRINTABLE:;;100 Main=0D=0A=\r\nStreet;Cheyenne;WY;82001\r\n"
        "LABEL;WORK;PREF;ENCODING=QUOTED-PRINTABLE:100 Main=0D=0A=\r\nCheyenne\r\n"
        "X-MS-OL-DEFAULT-POSTAL-ADDRESS:2\r\nEMAIL;INTERNET:other@example.org\r\n"
        "EMAIL;PREF;INTERNET:jm@example.org\r\nREV:20270101T120000Z\r\nEND:VCARD\r\n".encode("cp1252")
    )
    person = only(file)
    assert (person.name, person.email, person.phone) == ("Jörg Müller", "jm@example.org", "307-555-0107")


def test_quoted_printable_of_old_telephones_is_understood(read: Read) -> None:
    person = only(
        read(
            "BEGIN:VCARD\nVERSION:2.1\nN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:M=C3=BCller;J=C3=B6rg;;;\n"
            "EMAIL;HOME:jm@example.org\nEND:VCARD\n"
        )
    )
    assert person.name == "Jörg Müller"


def test_a_card_of_version_4(read: Read) -> None:
    person = only(
        read("""
        BEGIN:VCARD
        VERSION:4.0
        KIND:individual
        FN:Builder Seven
        N:Seven;Builder;;;
        ORG;SORT-AS="Builders":Example Builders 7
        EMAIL;PREF=50;TYPE=home:home@example.org
        EMAIL;PREF=1;TYPE=work:builder-07@example.org
        TEL;VALUE=uri;PREF=1;TYPE="voice,home":tel:+1-307-555-0107
        TZ;VALUE=text:America/Chicago
        CATEGORIES:a,b\\,c
        NOTE:A long note that is folded over
          two lines
        END:VCARD
        """)
    )
    assert (person.name, person.email, person.phone) == (
        "Builder Seven",
        "builder-07@example.org",
        "+1-307-555-0107",
    )
    assert person.timezone == "America/Chicago"
    assert person.tags == {"a", "b,c"}


def test_an_offset_is_no_time_zone_and_costs_nothing(read: Read) -> None:
    file = read("BEGIN:VCARD\nVERSION:3.0\nFN:Jo\nEMAIL:jo@example.org\nTZ:-07:00\nEND:VCARD\n")
    assert only(file).timezone == ""
    assert notes(file) == ["people.csv:5:1: `-07:00` is passed over: it is not the name of a time zone"]


@pytest.mark.parametrize(
    ("lines", "name"),
    [
        ("FN:Jo van Doe", "Jo van Doe"),
        ("N:;;;;\nFN:Jo Doe", "Jo Doe"),
        ("FN:Example Builders\nORG:Example Builders\nX-ABShowAs:COMPANY", ""),
        ("N:O\\;Doe;Jo\\, Ann;;;\nFN:x", "Jo, Ann O;Doe"),
    ],
)
def test_a_name_comes_from_its_parts_or_from_the_whole(read: Read, lines: str, name: str) -> None:
    assert only(read(f"BEGIN:VCARD\nVERSION:3.0\n{lines}\nEMAIL:jo@example.org\nEND:VCARD\n")).name == name


def test_a_broken_card_never_costs_the_next(read: Read) -> None:
    file = read("""
        BEGIN:VCARD
        VERSION:3.0
        FN:No Address
        TEL:307-555-0101
        END:VCARD
        BEGIN:VCARD
        VERSION:3.0
        FN:Bad Address
        EMAIL:nowhere
        END:VCARD
        BEGIN:VCARD
        VERSION:2.1
        FN;ENCODING=QUOTED-PRINTABLE;CHARSET=nonsense:a=C3
        EMAIL:a@example.org
        END:VCARD
        BEGIN:VCARD
        VERSION:3.0
        FN:Cut Off
        BEGIN:VCARD
        VERSION:3.0
        FN:Good One
        EMAIL:good@example.org
        END:VCARD
        """)
    assert [(row.contact.email, row.place.line) for row in file.rows] == [("good@example.org", 19)]
    remedy = "add one, or import this person from a table with an id"
    assert problems(file) == [
        f"people.csv:1:1: the card has no e-mail address; {remedy}",
        f"people.csv:9:1: {NO_ADDRESS}",
        "people.csv:11:1: the card cannot be read; save it again as vCard 3.0 or 4.0",
        "people.csv:16:1: the card has no END:VCARD; save the file again",
    ]


def test_a_line_of_a_card_that_cannot_be_read_is_passed_over_and_said(
    read: Read, capfd: pytest.CaptureFixture[str]
) -> None:
    file = read("""
        BEGIN:VCARD
        VERSION:3.0
        NOTE:somebody pressed enter
        in the middle of a note
        EMAIL:jo@example.org
        END:VCARD
        """)
    assert only(file).email == "jo@example.org"
    assert notes(file) == ["people.csv:4:1: this line cannot be read and is passed over"]
    assert capfd.readouterr() == ("", "")


def test_a_group_of_an_address_book_is_nobody(read: Read) -> None:
    file = read(
        "BEGIN:VCARD\nVERSION:3.0\nFN:Builders\nX-ADDRESSBOOKSERVER-KIND:group\nEND:VCARD\n"
        "BEGIN:VCARD\nVERSION:3.0\nFN:Jo\nEMAIL:jo@example.org\nEND:VCARD\n"
    )
    assert only(file).email == "jo@example.org"
    assert notes(file) == [
        "people.csv:1:1: a group is passed over; its people are imported from their own cards"
    ]


# Laws


@given(st.text())
def test_cleaning_twice_is_cleaning_once_and_leaves_one_line(text: str) -> None:
    once = clean(text)
    assert clean(once) == once
    assert len(once.splitlines()) <= 1


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=300) | st.text(alphabet='"\n,;a@.=\x00\r' + ascii_letters[:3]).map(str.encode))
def test_any_bytes_under_a_header_are_rows_or_problems(
    tmp_path_factory: pytest.TempPathFactory, body: bytes
) -> None:
    path = tmp_path_factory.mktemp("any") / "people.csv"
    path.write_bytes(b"id,email,first_name\nfirst,a@example.org,Jo\n" + body)
    file = read_people(path, name="people.csv")
    assert file.rows[0].contact.id == "first"
    assert all(row.contact.id or row.contact.email for row in file.rows)
    assert all(problem.place.line >= 3 for problem in file.problems)


def test_an_assistant_is_known_however_the_address_is_capitalised(read: Read) -> None:
    (row,) = read("id,assistant\nowner-1,Front-Desk@Example.org\n").rows
    assert row.contact.assistant == "front-desk@example.org"
