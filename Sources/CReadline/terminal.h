#ifndef HEAROUT_TERMINAL_H
#define HEAROUT_TERMINAL_H

/* Says which terminal it is. */
void terminal_choose(int input, int output);

/* Gives the terminal back with nothing but what a signal handler may do. */
void terminal_restore_now(void);

#endif
