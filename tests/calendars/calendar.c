/* A calendar made of libical, for the tests: what it shows of one event after each message.
 *
 *   calendar ATTENDEE FILE...   applies the messages in that order
 *   calendar --read FILE...     only reads each file, and checks it against the restrictions of its METHOD
 *
 * libical says what a message is to what the calendar holds (icalclassify, after RFC 5546): new, an update, a
 * cancellation, obsolete. This program does what follows from that, and nothing else.
 */
#include <libical/ical.h>
#include <libical/icalss.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static icalcomponent *read_file(const char *name)
{
    FILE *file = fopen(name, "rb");
    if (!file) { perror(name); exit(2); }
    fseek(file, 0, SEEK_END);
    long size = ftell(file);
    rewind(file);
    char *text = calloc((size_t) size + 1, 1);
    if (fread(text, 1, (size_t) size, file) != (size_t) size) exit(2);
    fclose(file);
    icalcomponent *found = icalparser_parse_string(text);
    free(text);
    if (!found) { fprintf(stderr, "%s: libical reads nothing\n", name); exit(2); }
    return found;
}

static const char *value_of(icalcomponent *component, icalproperty_kind kind)
{
    icalproperty *found = icalcomponent_get_first_property(component, kind);
    return found ? icalproperty_get_value_as_string(found) : "-";
}

static void show(const char *what, icalcomponent *whole, icalcomponent *event, int sound)
{
    printf("%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%d\n", what, value_of(whole, ICAL_METHOD_PROPERTY),
           value_of(event, ICAL_UID_PROPERTY), value_of(event, ICAL_SEQUENCE_PROPERTY),
           value_of(event, ICAL_DTSTART_PROPERTY), value_of(event, ICAL_DTEND_PROPERTY),
           value_of(event, ICAL_STATUS_PROPERTY), value_of(event, ICAL_ORGANIZER_PROPERTY),
           value_of(event, ICAL_ATTENDEE_PROPERTY), sound);
}

static void read_all(int count, char **names)
{
    for (int at = 0; at < count; at++) {
        icalcomponent *whole = read_file(names[at]);
        int sound = icalrestriction_check(whole) && icalcomponent_count_errors(whole) == 0;
        icalcomponent *event = icalcomponent_get_first_component(whole, ICAL_VEVENT_COMPONENT);
        for (; event; event = icalcomponent_get_next_component(whole, ICAL_VEVENT_COMPONENT))
            show("read", whole, event, sound);
        icalcomponent_free(whole);
    }
}

static void cancel(icalcomponent **held, icalcomponent *message)
{
    icalcomponent *taken = icalcomponent_new_clone(*held ? *held : message);
    icalcomponent *event = icalcomponent_get_first_real_component(taken);
    icalcomponent *news = icalcomponent_get_first_real_component(message);
    icalcomponent_set_status(event, ICAL_STATUS_CANCELLED);
    icalcomponent_set_sequence(event, icalcomponent_get_sequence(news));
    *held = taken;
}

int main(int count, char **words)
{
    if (count > 2 && strcmp(words[1], "--read") == 0) {
        read_all(count - 2, words + 2);
        return 0;
    }
    icalcomponent *held = NULL;
    for (int at = 2; at < count; at++) {
        icalcomponent *message = read_file(words[at]);
        icalproperty_xlicclass is = icalclassify(message, held, words[1]);
        switch (is) {
        case ICAL_XLICCLASS_REQUESTNEW:
        case ICAL_XLICCLASS_REQUESTUPDATE:
        case ICAL_XLICCLASS_REQUESTRESCHEDULE:
            held = icalcomponent_new_clone(message);
            break;
        case ICAL_XLICCLASS_CANCELEVENT:
            cancel(&held, message);
            break;
        default:
            break;
        }
        if (held)
            show(icalproperty_enum_to_string((int) is), held, icalcomponent_get_first_real_component(held), 1);
        else
            printf("%s\t-\t-\t-\t-\t-\t-\t-\t-\t1\n", icalproperty_enum_to_string((int) is));
    }
    return 0;
}
