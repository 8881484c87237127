/** The reader's own time zone: the users of an export say nothing about theirs. */
export default Intl.DateTimeFormat().resolvedOptions().timeZone;
