#include "hearout_readline.h"
#include "internal.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include <readline/readline.h>

static int input = STDIN_FILENO;
static int output = STDOUT_FILENO;
static struct termios former;
static volatile sig_atomic_t is_taken;
static volatile sig_atomic_t marks_pastes;

static void send(const char *bytes) {
  ssize_t written = write(output, bytes, strlen(bytes));
  (void)written; /* a terminal that is gone needs no restoring */
}

void terminal_choose(int new_input, int new_output) {
  input = new_input;
  output = new_output;
}

static void restore_at_exit(void) {
  hr_terminal_restore();
}

/* Ctrl-S and Ctrl-Q are keys of the editor: a screen that stands still in the middle of a call helps nobody. */
static void give_keys_to_the_editor(void) {
  struct termios now;
  if (tcgetattr(input, &now) != 0) return;
  now.c_iflag &= ~(tcflag_t)(IXON | IXOFF);
  tcsetattr(input, TCSANOW, &now);
}

void hr_terminal_prepare(void) {
  static bool is_registered;
  if (is_taken) return;
  if (!is_registered) is_registered = atexit(restore_at_exit) == 0;
  /* Readline does not know of a restoring in a signal handler, and would not prepare twice. */
  rl_deprep_terminal();
  if (tcgetattr(input, &former) != 0) return;
  rl_prep_terminal(1);
  give_keys_to_the_editor();
  marks_pastes = hr_wants_bracketed_paste();
  is_taken = 1;
  if (marks_pastes) send("\033[?2004h");
}

void hr_terminal_restore(void) {
  if (!is_taken) return;
  is_taken = 0;
  if (marks_pastes) send("\033[?2004l");
  rl_deprep_terminal();
}

void terminal_restore_now(void) {
  if (!is_taken) return;
  is_taken = 0;
  int saved = errno;
  if (marks_pastes) send("\033[?2004l");
  tcsetattr(input, TCSANOW, &former);
  errno = saved;
}
