/** Whatever scrolls by itself takes the focus, so that the keyboard can scroll it. */
export const scrollable = { tabIndex: 0 } as const;
