import './library/results.ts';
import './library/database.ts';
import './library/describe.ts';
import './library/describe-fields.ts';
import './library/event-bus.ts';
import './library/limits.ts';
import './library/sobject.ts';
import './library/user.ts';
