#include "hearout_readline.h"
#include "internal.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

/* While a line is read, a handler only writes the signal's number into a pipe, and the loop that waits for
 * keys reads it there: nothing is lost between two polls, and nothing happens while the screen is half
 * painted. Otherwise the handler gives the terminal back and lets the signal do what it did before.
 *
 * SIGINT waits for the loop between lines too, for a key pressed a moment too late must not end a call. Only
 * who still presses it when the program has not answered for a while gets what SIGINT did before. */

static const int caught[] = {
    SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGTSTP, SIGCONT, SIGWINCH, /* these can wait */
    SIGABRT, SIGILL, SIGTRAP, SIGFPE, SIGBUS, SIGSEGV,            /* these cannot */
};
enum { caught_count = sizeof caught / sizeof *caught, patient_count = 7 };

static int pipe_ends[2] = {-1, -1};
static struct sigaction former[caught_count];
static bool is_installed[caught_count];
static volatile sig_atomic_t is_reading;
static volatile sig_atomic_t has_unread_interrupt;
static time_t first_unread_at;
enum { patience_seconds = 2 };

static int index_of(int signal_number) {
  for (int i = 0; i < caught_count; i++) {
    if (caught[i] == signal_number) return i;
  }
  return -1;
}

static bool can_wait(int signal_number, int index) {
  if (signal_number == SIGWINCH || signal_number == SIGCONT) return true;
  if (signal_number == SIGINT) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    if (!has_unread_interrupt) first_unread_at = now.tv_sec;
    has_unread_interrupt = 1;
    return now.tv_sec - first_unread_at < patience_seconds;
  }
  return is_reading && index < patient_count;
}

static void on_signal(int signal_number) {
  int saved = errno;
  int index = index_of(signal_number);
  if (can_wait(signal_number, index)) {
    unsigned char byte = (unsigned char)signal_number;
    ssize_t written = write(pipe_ends[1], &byte, 1);
    (void)written; /* a full pipe already holds more news than anyone needs */
  } else {
    terminal_restore_now();
    sigaction(signal_number, &former[index], NULL);
    is_installed[index] = false;
    raise(signal_number); /* takes effect when this handler returns */
  }
  errno = saved;
}

static void install(int index) {
  if (is_installed[index]) return;
  struct sigaction action;
  memset(&action, 0, sizeof action);
  action.sa_handler = on_signal;
  action.sa_flags = SA_RESTART;
  sigfillset(&action.sa_mask);
  sigaction(caught[index], NULL, &former[index]);
  /* Who started us with a signal ignored (nohup, a shell without job control) wants it ignored. */
  if (former[index].sa_handler == SIG_IGN && caught[index] != SIGWINCH) return;
  is_installed[index] = sigaction(caught[index], &action, NULL) == 0;
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
  is_reading = 1;
  for (int i = 0; i < caught_count; i++) install(i);
  return pipe_ends[0];
}

int hr_signals_next(void) {
  unsigned char byte;
  if (read(pipe_ends[0], &byte, 1) != 1) return 0;
  if (byte == SIGINT) has_unread_interrupt = 0;
  return byte;
}

void hr_signals_pause(void) {
  is_reading = 0;
}

void hr_signals_end(void) {
  is_reading = 0;
  has_unread_interrupt = 0;
  for (int i = 0; i < caught_count; i++) {
    if (is_installed[i]) sigaction(caught[i], &former[i], NULL);
    is_installed[i] = false;
  }
}

void hr_signals_deliver(int signal_number) {
  int index = index_of(signal_number);
  bool was_installed = index >= 0 && is_installed[index];
  if (was_installed) {
    sigaction(signal_number, &former[index], NULL);
    is_installed[index] = false;
  }
  raise(signal_number);
  if (was_installed) install(index);
}
