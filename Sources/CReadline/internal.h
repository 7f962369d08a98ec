#ifndef HEAROUT_INTERNAL_H
#define HEAROUT_INTERNAL_H

#include "hearout_readline.h"

/* terminal.c */

/* Says which terminal it is. */
void terminal_choose(int input, int output);
/* Gives the terminal back with nothing but what a signal handler may do. */
void terminal_restore_now(void);

/* locale.c */

/* Makes the environment name the locale in use; give the result to locale_stop_pretending. */
char *locale_pretend(void);
void locale_stop_pretending(char *saved);

/* bindings.c */

void bindings_before_init_file(void);
void bindings_after_init_file(void);

/* editor.c, for the functions that keys are bound to */

bool editor_accepts(void);
void editor_command(hr_command command);

#endif
