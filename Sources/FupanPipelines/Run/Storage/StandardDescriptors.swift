import Glibc

/// The descriptors 0, 1 and 2 of the program.
package enum StandardDescriptors {
  /// Makes sure that no file is ever opened on a standard descriptor that was closed at the start.
  ///
  /// A closed one is put on `/dev/null` the wrong way round, so that using it fails with EBADF as it
  /// would have; and a file that grows beyond its limit is an error of the write, not a signal.
  package static func prepare() {
    for number in Int32(0)...2 where fcntl(number, F_GETFD) < 0 && errno == EBADF {
      let opened = open("/dev/null", number == 0 ? O_WRONLY : O_RDONLY)
      if opened >= 0, opened != number {
        dup2(opened, number)
        close(opened)
      }
    }
    signal(SIGXFSZ, SIG_IGN)
  }
}
