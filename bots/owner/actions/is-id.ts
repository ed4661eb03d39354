const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Whether what a button carries can be an id of ours. What was forged or maimed never reaches a query. */
export const isId = (carried: string): boolean => UUID.test(carried);
