#ifndef HEAROUT_READLINE_H
#define HEAROUT_READLINE_H

#include <stdbool.h>
#include <stddef.h>

/* The one door to GNU readline.
 *
 * Readline edits, remembers and reads ~/.inputrc; it never writes to the terminal (its output goes to
 * /dev/null) and never reads from it (its keys come from hr_feed). What is on the screen is the caller's
 * business. There is one editor in a process, and one thread uses it. */

/* What a key bound to one of our functions asks for. */
typedef enum hr_command {
  HR_COMMAND_SWAP,           /* hearout-swap */
  HR_COMMAND_SWITCH_SPEAKER, /* hearout-switch-speaker */
  HR_COMMAND_COMPLETE,       /* complete, and its relatives */
  HR_COMMAND_CLEAR_SCREEN,   /* clear-screen */
  HR_COMMAND_REDRAW          /* redraw-current-line */
} hr_command;

typedef struct hr_callbacks {
  void *context;
  /* Text, cursor or message may have changed. */
  void (*changed)(void *context);
  void (*command)(void *context, hr_command command);
  /* Enter was pressed: false keeps the line in the editor. */
  bool (*accept)(void *context);
  /* A line is finished; null means end of input. The text is the editor's own. */
  void (*line)(void *context, const char *text);
  /* More keys are needed before hr_feed can return: show what there is, then block for a byte. Negative
   * gives up. */
  int (*need_byte)(void *context);
} hr_callbacks;

/* Prepares the editor for the terminal at two descriptors: locale, key bindings, ~/.inputrc. False if it is
 * open already, or if there are no more descriptors to be had. */
bool hr_open(const hr_callbacks *callbacks, int input, int output);
void hr_close(void);

/* Makes LC_CTYPE a UTF-8 locale, the user's own if it is one. False if the machine has none. */
bool hr_use_utf8_locale(void);

/* Begins a line; takes the terminal if that has not been done. */
void hr_begin(void);
/* Leaves the line. The terminal stays taken. */
void hr_end(void);

/* Takes the terminal: keys arrive one by one, without echo, and pastes are marked. */
void hr_terminal_prepare(void);
/* Gives it back as it was. At exit(3) and before a deadly signal that happens by itself. */
void hr_terminal_restore(void);

/* Gives keys to the editor; returns how many it took. It takes fewer when a line is finished or
 * hr_pause_feeding was called in a callback. */
size_t hr_feed(const unsigned char *keys, size_t count);
void hr_pause_feeding(void);
/* Gives up a search, an argument or a half-typed key sequence. */
void hr_abandon_keys(void);
/* Whether a search or another special state is reading the keys. */
bool hr_is_searching(void);

/* The line as it stands. The text is readline's own and changes at the next call. */
const char *hr_text(size_t *length, size_t *cursor);
/* What readline shows in place of the prompt (search, argument), or null. */
const char *hr_message(void);
void hr_set_cursor(size_t cursor);
/* Replaces bytes [from, to) and sets the cursor, as one undo. */
void hr_replace(size_t from, size_t to, const char *text, size_t cursor);
/* Sets the whole line and forgets what could be undone. */
void hr_reset_text(const char *text, size_t cursor);
/* Empties the line; an undo brings it back if it was typed here and not taken from the history. */
void hr_clear_text(void);
void hr_ring(void);
/* Whether ~/.inputrc left bracketed paste on. */
bool hr_wants_bracketed_paste(void);

void hr_history_limit(int entries);
void hr_history_add(const char *line);

/* Signals, as news that can be polled for while a line is read. Between lines they do what they did before,
 * once the terminal is given back; only SIGINT waits, unless it is still sent when
 * nobody has read it for a while. */
int hr_signals_begin(void); /* the descriptor to poll, or -1 */
int hr_signals_next(void);  /* the number of a signal that came, or 0 */
void hr_signals_pause(void);
void hr_signals_end(void);
/* Restores the former handler, sends the signal to this process, and takes it over again. */
void hr_signals_deliver(int signal_number);

#endif
