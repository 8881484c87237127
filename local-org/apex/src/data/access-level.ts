/** Whose rights count: the running user's (CRUD, FLS and sharing), or the system's (sharing as the class says). */
export type AccessLevel = 'user' | 'system';
