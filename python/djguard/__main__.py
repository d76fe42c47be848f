from djguard import main

main()
