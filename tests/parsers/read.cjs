// Reads a calendar from standard input with ical.js, and says each event's UID, SEQUENCE, STATUS and its start and end in UTC.
const ICAL = require("./ical.min.cjs");
const words = require("fs").readFileSync(0, "utf8");
const calendar = new ICAL.Component(ICAL.parse(words));
for (const zone of calendar.getAllSubcomponents("vtimezone")) ICAL.TimezoneService.register(new ICAL.Timezone(zone));
const events = calendar.getAllSubcomponents("vevent").map((each) => {
  const event = new ICAL.Event(each);
  const utc = (time) => new Date(time.toUnixTime() * 1000).toISOString();
  return { uid: event.uid, sequence: event.sequence, status: each.getFirstPropertyValue("status"), summary: event.summary, starts: utc(event.startDate), ends: utc(event.endDate) };
});
console.log(JSON.stringify({ method: calendar.getFirstPropertyValue("method"), events }));
