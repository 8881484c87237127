/** Where the notes are kept. */
export const databaseUrl = process.env['DATABASE_URL'] ?? '';
