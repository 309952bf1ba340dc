#pragma once

namespace gongdao::ops {

/// Keeps SIGTERM and SIGINT for `wait_for_stop`, and lets a write to a closed connection be an error rather
/// than the end. Needs: called first in `main`, before there is a second thread.
void hold_stop_signals();

/// Sleeps until the program is asked to end. Gives: SIGTERM or SIGINT.
/// Needs: `hold_stop_signals` before.
int wait_for_stop();

}  // namespace gongdao::ops
