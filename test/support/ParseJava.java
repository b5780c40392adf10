import com.sun.source.util.JavacTask;
import java.nio.file.Path;
import javax.tools.ToolProvider;

/** Reads Java files without compiling them, so that no library is needed; the compiler prints what is wrong. */
public class ParseJava {
    public static void main(String[] files) throws Exception {
        var compiler = ToolProvider.getSystemJavaCompiler();
        var manager = compiler.getStandardFileManager(null, null, null);
        var hasErrors = new boolean[1];
        var units = manager.getJavaFileObjects(java.util.Arrays.stream(files).map(Path::of).toArray(Path[]::new));
        ((JavacTask) compiler.getTask(null, manager, (problem) -> {
            System.err.println(problem);
            hasErrors[0] = true;
        }, null, null, units)).parse();
        if (hasErrors[0]) System.exit(1);
    }
}
