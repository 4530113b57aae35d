import FupanCommands
import Glibc

// Before anything opens a descriptor of its own.
CommandLineProgram.prepare()
exit(await CommandLineProgram.run(Array(CommandLine.arguments.dropFirst())))
