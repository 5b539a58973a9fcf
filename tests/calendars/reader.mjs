// What ical.js reads in each of the files named: one JSON list, one entry for each event.
import { readFileSync } from "node:fs";
import ICAL from "ical.js";

const events = process.argv.slice(2).flatMap((name) => {
  const whole = new ICAL.Component(ICAL.parse(readFileSync(name, "utf8")));
  return whole.getAllSubcomponents("vevent").map((event) => {
    const value = (key) => event.getFirstPropertyValue(key);
    return {
      method: whole.getFirstPropertyValue("method"),
      uid: value("uid"),
      sequence: value("sequence"),
      starts: value("dtstart").toJSDate().toISOString(),
      ends: value("dtend").toJSDate().toISOString(),
      status: value("status"),
      organizer: value("organizer"),
      attendees: event.getAllProperties("attendee").map((each) => each.getFirstValue()),
      rsvp: event.getFirstProperty("attendee")?.getParameter("rsvp") ?? null,
      summary: value("summary"),
      location: value("location"),
      description: value("description"),
      name: whole.getFirstPropertyValue("name"),
      refresh: whole.getFirstPropertyValue("refresh-interval")?.toString() ?? null,
    };
  });
});
process.stdout.write(JSON.stringify(events));
