/** Stands for lightning/confirm: tests decide the answer with mockResolvedValue. */
export default { open: jest.fn() };
