import { isScheduleExpression } from './schedule.ts';

it.each([
    '0 0 3 * * ?',
    '0 0 12 ? * MON-FRI',
    '0 0/15 * * * ?',
    '0 0 0 L * ?',
    '0 0 0 1 JAN,JUL ? 2030',
    '0 0 0 ? * 6#3'
])('takes %s', (text) => expect(isScheduleExpression(text)).toBe(true));

it.each([
    '',
    '0 0 3 * *',
    '0 0 3 * * *',
    '0 0 3 ? * ?',
    '60 0 3 * * ?',
    '0 0 25 * * ?',
    '0 0 3 * * ? x',
    'a b c d e ?'
])('refuses %s', (text) => expect(isScheduleExpression(text)).toBe(false));
