#include "hearout_readline.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* A handler only writes the signal's number into a pipe; the loop that waits for keys reads it there. Nothing
 * is lost between two polls, and nothing happens at a moment when the terminal is half way. */

static const int caught[] = {SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGTSTP, SIGCONT, SIGWINCH};
enum { caught_count = sizeof caught / sizeof *caught };

static int pipe_ends[2] = {-1, -1};
static struct sigaction former[caught_count];
static bool are_installed;

static void on_signal(int signal_number) {
  int saved = errno;
  unsigned char byte = (unsigned char)signal_number;
  ssize_t written = write(pipe_ends[1], &byte, 1);
  (void)written; /* a full pipe already holds more news than anyone needs */
  errno = saved;
}

static void install(int index) {
  struct sigaction action;
  memset(&action, 0, sizeof action);
  action.sa_handler = on_signal;
  action.sa_flags = SA_RESTART;
  sigfillset(&action.sa_mask);
  sigaction(caught[index], NULL, &former[index]);
  /* Who started us with a signal ignored (nohup, a shell without job control) wants it ignored. */
  bool is_ignored = former[index].sa_handler == SIG_IGN && caught[index] != SIGWINCH;
  if (!is_ignored) sigaction(caught[index], &action, NULL);
}

static bool make_pipe(void) {
  if (pipe_ends[0] >= 0) return true;
  if (pipe(pipe_ends) != 0) return false;
  for (int i = 0; i < 2; i++) {
    fcntl(pipe_ends[i], F_SETFD, FD_CLOEXEC);
    fcntl(pipe_ends[i], F_SETFL, O_NONBLOCK);
  }
  return true;
}

int hr_signals_begin(void) {
  if (!make_pipe()) return -1;
  if (are_installed) return pipe_ends[0];
  for (int i = 0; i < caught_count; i++) install(i);
  are_installed = true;
  return pipe_ends[0];
}

void hr_signals_end(void) {
  if (!are_installed) return;
  for (int i = 0; i < caught_count; i++) sigaction(caught[i], &former[i], NULL);
  are_installed = false;
}

void hr_signals_deliver(int signal_number) {
  for (int i = 0; i < caught_count; i++) {
    if (caught[i] == signal_number && are_installed) sigaction(signal_number, &former[i], NULL);
  }
  raise(signal_number);
  for (int i = 0; i < caught_count; i++) {
    if (caught[i] == signal_number && are_installed) install(i);
  }
}

/* ---- exit ---- */

static int exit_descriptor = -1;
static char exit_bytes[64];

static void restore_at_exit(void) {
  if (exit_descriptor < 0 || exit_bytes[0] == '\0') return;
  hr_terminal_restore();
  ssize_t written = write(exit_descriptor, exit_bytes, strlen(exit_bytes));
  (void)written;
}

void hr_at_exit(int descriptor, const char *bytes) {
  static bool is_registered;
  exit_descriptor = descriptor;
  strncpy(exit_bytes, bytes, sizeof exit_bytes - 1);
  if (!is_registered) is_registered = atexit(restore_at_exit) == 0;
}
